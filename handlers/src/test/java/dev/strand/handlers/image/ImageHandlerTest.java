package dev.strand.handlers.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handler.testkit.HandlerRun;
import dev.strand.handler.testkit.TestTaskContext;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHandlerTest {

    @TempDir private Path folder;
    private Path in;
    private Path out;

    @BeforeEach
    void makeRoots() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        out = Files.createDirectory(folder.resolve("out"));
    }

    private HandlerHarness harness(String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("roots.in.path", in.toString());
        settings.put("roots.out.path", out.toString());
        settings.put("roots.out.writable", "true");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return HandlerHarness.of(new ImageHandler(), settings);
    }

    private HandlerRun run(String payload, String... settings) throws InterruptedException {
        try (HandlerHarness harness = harness(settings)) {
            return harness.run(payload.replace('\'', '"'));
        }
    }

    private BufferedImage read(String name) throws IOException {
        return ImageIO.read(out.resolve(name).toFile());
    }

    private static boolean isRed(int rgb) {
        Color color = new Color(rgb);
        return color.getRed() > 200 && color.getGreen() < 60 && color.getBlue() < 60;
    }

    private static boolean isBlue(int rgb) {
        Color color = new Color(rgb);
        return color.getBlue() > 200 && color.getGreen() < 60 && color.getRed() < 60;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'operation':'resize','width':200                                 | 200 | 100",
                "'operation':'resize','height':30                                 | 60  | 30",
                "'operation':'resize','width':100,'height':100                    | 100 | 50",
                "'operation':'resize','width':100,'height':100,'fit':'cover'      | 100 | 100",
                "'operation':'resize','width':100,'height':100,'fit':'exact'      | 100 | 100",
                "'operation':'resize','width':2000                                | 2000 | 1000",
                "'operation':'thumbnail','width':2000                             | 800 | 400",
                "'operation':'thumbnail','width':10,'height':10                   | 10  | 5",
                "'operation':'convert'                                            | 800 | 400",
            })
    void shouldGiveTheSizeThatIsAskedFor(String what, int width, int height) throws Exception {
        TestImages.write(
                in.resolve("a.png"),
                "png",
                TestImages.halves(800, 400, BufferedImage.TYPE_INT_ARGB));

        ImageResult result =
                run("{" + what + ",'source':'in/a.png','target':'out/x/b.jpg'}")
                        .completedWith(ImageResult.class);

        BufferedImage image = read("x/b.jpg");
        assertThat(image.getWidth()).isEqualTo(width).isEqualTo(result.width());
        assertThat(image.getHeight()).isEqualTo(height).isEqualTo(result.height());
        assertThat(isRed(image.getRGB(width / 5, height / 2))).isTrue();
        assertThat(isBlue(image.getRGB(width - 1 - width / 5, height / 2))).isTrue();
        byte[] bytes = Files.readAllBytes(out.resolve("x/b.jpg"));
        assertThat(result.bytes()).isEqualTo(bytes.length);
        assertThat(result.sha256())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(result.format()).isEqualTo("jpeg");
        assertThat(result.source()).isEqualTo(new ImageResult.Source("png", 800, 400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void shouldReadFormatsAndWritePng(String format) throws Exception {
        TestImages.write(
                in.resolve("a"), format, TestImages.halves(40, 20, BufferedImage.TYPE_INT_RGB));

        ImageResult result =
                run("{'operation':'convert','source':'in/a','target':'out/b','format':'png'}")
                        .completedWith(ImageResult.class);

        assertThat(result.source().format()).isEqualTo(format);
        assertThat(isRed(read("b").getRGB(5, 5))).isTrue();
    }

    @Test
    void shouldReadWebp() throws Exception {
        TestImages.webp(in.resolve("a.webp"));

        ImageResult result =
                run("{'operation':'convert','source':'in/a.webp','target':'out/b.png'}")
                        .completedWith(ImageResult.class);

        assertThat(result.source()).isEqualTo(new ImageResult.Source("webp", 1, 1));
    }

    @Test
    void shouldTurnImagesTheWayTheCameraWasHeld() throws Exception {
        TestImages.jpegHeld(
                in.resolve("a.jpg"), TestImages.halves(400, 200, BufferedImage.TYPE_INT_RGB), 6);

        ImageResult result =
                run("{'operation':'resize','height':100,'source':'in/a.jpg','target':'out/b.png'}")
                        .completedWith(ImageResult.class);

        assertThat(result.source()).isEqualTo(new ImageResult.Source("jpeg", 200, 400));
        BufferedImage image = read("b.png");
        assertThat(image.getWidth()).isEqualTo(50);
        assertThat(image.getHeight()).isEqualTo(100);
        assertThat(isRed(image.getRGB(25, 10))).isTrue();
        assertThat(isBlue(image.getRGB(25, 90))).isTrue();
    }

    @Test
    void shouldKeepTransparencyInPngAndMakeItWhiteInJpeg() throws Exception {
        TestImages.write(
                in.resolve("a.png"), "png", new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB));

        run("{'operation':'convert','source':'in/a.png','target':'out/b.png'}").completed();
        run("{'operation':'convert','source':'in/a.png','target':'out/b.jpg'}").completed();

        assertThat(read("b.png").getRGB(1, 1) >>> 24).isZero();
        assertThat(new Color(read("b.jpg").getRGB(1, 1)).getGreen()).isGreaterThan(250);
    }

    @Test
    void shouldRefuseABombBeforeItIsDecoded() throws Exception {
        TestImages.bomb(in.resolve("a.png"), 60_000, 60_000);

        assertThat(
                        run("{'operation':'thumbnail','width':9,'source':'in/a.png','target':'out/b.png'}")
                                .failedForGood())
                .hasMessage(
                        "/source must have at most 50000000 pixels, got: 60000 x 60000; raise"
                                + " strand.handlers.image.max-megapixels if it is meant");
    }

    @Test
    void shouldRefuseATargetThatIsTooLarge() throws Exception {
        TestImages.write(
                in.resolve("a.png"), "png", TestImages.halves(9, 9, BufferedImage.TYPE_INT_RGB));

        assertThat(
                        run("{'operation':'resize','width':2000000000,'source':'in/a.png','target':'out/b.png'}")
                                .failedForGood())
                .hasMessageStartingWith(
                        "/target must have at most 50000000 pixels, got: 2000000000");
    }

    @Test
    void shouldRefuseBrokenImagesAndOtherFilesForGood() throws Exception {
        Files.writeString(in.resolve("a.png"), "not an image");
        byte[] whole =
                Files.readAllBytes(
                        TestImages.write(
                                in.resolve("whole.png"),
                                "png",
                                TestImages.halves(300, 300, BufferedImage.TYPE_INT_RGB)));
        Files.write(in.resolve("b.png"), java.util.Arrays.copyOf(whole, 60));

        assertThat(
                        run("{'operation':'convert','source':'in/a.png','target':'out/b.png'}")
                                .failedForGood())
                .hasMessageContaining("one of the formats png, jpeg, gif, bmp, webp");
        assertThat(
                        run("{'operation':'convert','source':'in/b.png','target':'out/b.png'}")
                                .failedForGood())
                .hasMessageContaining("can be decoded, got: a broken one");
        assertThat(filesOf(out)).isEmpty();
    }

    @Test
    void shouldRetryWhileTheSourceIsNotThere() throws Exception {
        assertThat(run("{'operation':'convert','source':'in/a.png','target':'out/b.png'}").failed())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "/source must be a file that exists, got: 'in/a.png', which is not there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in/../out/secret.png",
                "in/./a.png",
                "in//a.png",
                "in/",
                "in",
                "/etc/passwd",
                "../in/a.png",
                "in/x\\\\..\\\\a.png",
                "in/link.png",
                "in/linked/secret.png",
                "other/a.png",
            })
    void shouldNeverLeaveARoot(String source) throws Exception {
        Path secret =
                TestImages.write(
                        folder.resolve("secret/secret.png"),
                        "png",
                        TestImages.halves(9, 9, BufferedImage.TYPE_INT_RGB));
        Files.copy(secret, out.resolve("secret.png"));
        Files.createSymbolicLink(in.resolve("link.png"), secret);
        Files.createSymbolicLink(in.resolve("linked"), secret.getParent());

        assertThat(
                        run("{'operation':'convert','source':'"
                                        + source
                                        + "','target':'out/b.png'}")
                                .failedForGood())
                .hasMessageStartingWith("/source must ");
        assertThat(filesOf(out)).containsExactly("secret.png");
    }

    @Test
    void shouldNotWriteOutsideOfWritableRoots() throws Exception {
        TestImages.write(
                in.resolve("a.png"), "png", TestImages.halves(9, 9, BufferedImage.TYPE_INT_RGB));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path victim = Files.writeString(outside.resolve("victim.png"), "untouched");
        Files.createSymbolicLink(out.resolve("linked"), outside);
        Files.createSymbolicLink(out.resolve("link.png"), victim);

        assertThat(
                        run("{'operation':'convert','source':'in/a.png','target':'in/b.png'}")
                                .failedForGood())
                .hasMessageContaining("strand.handlers.image.roots.in.writable=true");
        assertThat(
                        run("{'operation':'convert','source':'in/a.png','target':'out/linked/x/b.png'}")
                                .failedForGood())
                .hasMessageContaining("which a symbolic link leads out of");
        run("{'operation':'convert','source':'in/a.png','target':'out/link.png'}").completed();

        assertThat(filesOf(outside)).containsExactly("victim.png");
        assertThat(victim).hasContent("untouched");
        assertThat(Files.isSymbolicLink(out.resolve("link.png"))).isFalse();
    }

    @Test
    void shouldReplaceTheTargetInOneStepAndCleanUpAfterEarlierAttempts() throws Exception {
        TestImages.write(
                in.resolve("a.png"), "png", TestImages.halves(9, 9, BufferedImage.TYPE_INT_RGB));
        Files.writeString(out.resolve("b.png"), "before");
        String payload =
                "{\"operation\":\"convert\",\"source\":\"in/a.png\",\"target\":\"out/b.png\"}";
        try (HandlerHarness harness = harness()) {
            ImageResult first = harness.run(payload).completedWith(ImageResult.class);
            ImageResult again =
                    harness.run(payload, new TestTaskContext().attempt(2, 5))
                            .completedWith(ImageResult.class);

            assertThat(again).isEqualTo(first);
            assertThat(filesOf(out)).containsExactly("b.png");
        }
    }

    @Test
    void shouldTakeTheLeftoversOfAnEarlierAttemptAway() throws Exception {
        Path target = out.resolve("b.png");
        TestTaskContext first = new TestTaskContext();
        // an attempt that goes on after it was thought dead
        org.assertj.core.api.ThrowableAssert.ThrowingCallable late =
                () ->
                        TargetFile.write(
                                target,
                                first,
                                content -> {
                                    content.write(1);
                                    TargetFile.write(
                                            target,
                                            new TestTaskContext().attempt(2, 5),
                                            other -> other.write(2));
                                });

        org.assertj.core.api.Assertions.assertThatThrownBy(late)
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
        assertThat(Files.readAllBytes(target)).containsExactly(2);
        assertThat(filesOf(out)).containsExactly("b.png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                                        | /operation must be",
                "{'operation':'resize','source':'in/a','target':'out/b.png'} | /width or /height",
                "{'operation':'convert','width':3,'source':'in/a','target':'out/b.png'} |"
                        + " /operation must be resize",
                "{'operation':'convert','source':'in/a','target':'out/b.webp'} | /target must end"
                        + " with .png",
                "{'operation':'convert','target':'out/b.png'}               | /source must be a"
                        + " file",
                "{'operation':'convert','source':'in/a','target':'out/b.jpg','quality':0} |"
                        + " /quality must be from 1",
                "{'operation':'rotate'}                                    | /operation must be one"
                        + " of",
            })
    void shouldSayWhatIsWrongWithAPayload(String payload, String message) throws Exception {
        assertThat(run(payload).failedForGood()).hasMessageContaining(message);
    }

    @Test
    void shouldNotBeConfiguredWithoutARoot() {
        try (HandlerRegistry registry =
                new HandlerDiscovery().register(new ImageHandler()).build()) {
            assertThat(registry.find("image")).isEmpty();
            assertThat(registry.unconfigured())
                    .containsExactly(
                            Map.entry("image", "set strand.handlers.image.roots.<name>.path"));
        }
    }

    private static List<String> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
