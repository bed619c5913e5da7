package dev.strand.handlers.image;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/** Makes the target's pixels from the source's. */
final class Rendering {

    private Rendering() {}

    /** Scaled to exactly this size. */
    static BufferedImage scaled(BufferedImage image, Dimension size) throws IOException {
        if (image.getWidth() == size.width && image.getHeight() == size.height) {
            return image;
        }
        return Thumbnails.of(image).forceSize(size.width, size.height).asBufferedImage();
    }

    /** Turned and mirrored the way a camera says. */
    static BufferedImage upright(BufferedImage image, Orientation orientation) {
        return orientation == Orientation.TOP_LEFT
                ? image
                : ExifFilterUtils.getFilterForOrientation(orientation).apply(image);
    }

    /** The middle of it. */
    static BufferedImage cropped(BufferedImage image, Dimension size) {
        int width = Math.min(size.width, image.getWidth());
        int height = Math.min(size.height, image.getHeight());
        return image.getSubimage(
                (image.getWidth() - width) / 2, (image.getHeight() - height) / 2, width, height);
    }

    /** Writes it; what was transparent becomes white where the format has no transparency. */
    static void write(BufferedImage image, ImageFormat format, int quality, OutputStream out)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format.writerName()).next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (format == ImageFormat.JPEG) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(quality / 100f);
            }
            writer.write(null, new IIOImage(plain(image, format), null, null), parameters);
            stream.flush();
        } finally {
            writer.dispose();
        }
    }

    /** The same pixels in sRGB, which every writer takes. */
    private static BufferedImage plain(BufferedImage image, ImageFormat format) {
        boolean isTransparent = format.hasTransparency() && image.getColorModel().hasAlpha();
        int type = isTransparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        if (image.getType() == type) {
            return image;
        }
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), type);
        Graphics2D graphics = plain.createGraphics();
        try {
            if (!isTransparent) {
                graphics.setColor(Color.WHITE);
                graphics.fillRect(0, 0, plain.getWidth(), plain.getHeight());
            }
            graphics.drawImage(image, 0, 0, null);
        } finally {
            graphics.dispose();
        }
        return plain;
    }
}
