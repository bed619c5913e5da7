package dev.strand.quickstart.load;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;

/** The picture that the demonstration makes small ones of, and where they go. */
public final class DemoPicture {
    /** The name of the directory in payloads. */
    static final String ROOT = "demo";

    /** The picture in payloads. */
    static final String SOURCE = ROOT + "/picture.png";

    private static final int WIDTH = 960;
    private static final int HEIGHT = 640;
    private static final int CIRCLES = 12;

    private DemoPicture() {}

    /**
     * Paints it, unless it is there.
     *
     * @param directory where it goes; made if it is missing
     * @return the settings by which a processor's image handler finds it
     */
    public static Map<String, Object> prepare(Path directory) {
        try {
            Files.createDirectories(directory);
            Path picture = directory.resolve("picture.png");
            if (Files.notExists(picture)) {
                ImageIO.write(painted(), "png", picture.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no picture for the demonstration in " + directory, e);
        }
        return Map.of(
                "strand.handlers.image.roots.demo.path",
                directory.toString(),
                "strand.handlers.image.roots.demo.writable",
                "true");
    }

    private static BufferedImage painted() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setPaint(
                new GradientPaint(0, 0, new Color(0x0b7285), WIDTH, HEIGHT, new Color(0xffd43b)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        for (int i = 0; i < CIRCLES; i++) {
            int size = 40 + i * 14;
            graphics.setColor(new Color(255, 255, 255, 40 + i * 12));
            graphics.fillOval(i * WIDTH / CIRCLES, (i * 197) % (HEIGHT - size), size, size);
        }
        graphics.dispose();
        return picture;
    }
}
