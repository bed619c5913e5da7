package dev.strand.systemtests.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium of this machine, driven by the Node of this machine with the driver that the page's
 * own libraries bring. Nothing is downloaded.
 */
final class Chromium implements AutoCloseable {
    private static final Path DRIVER =
            Path.of("..", "dashboard", "node_modules", "playwright-core").toAbsolutePath();
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--disable-quic");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** What is missing here for tests in a browser, or empty. */
    static Optional<String> missing() {
        if (BROWSERS.stream().noneMatch(name -> onPath(name).isPresent())) {
            return Optional.of(
                    "no Chromium is installed (Debian, Ubuntu: apt-get install chromium)");
        }
        if (onPath("node").isEmpty() || !Files.isDirectory(DRIVER)) {
            return Optional.of(
                    "the page's libraries are not installed (dashboard/node_modules: they come"
                            + " with a build that does not skip the dashboard)");
        }
        return Optional.empty();
    }

    /** Starts it; some empty directory holds a link to the driver. */
    static Chromium start(Path directory) {
        try {
            Files.createSymbolicLink(directory.resolve("package"), DRIVER.normalize());
        } catch (IOException e) {
            throw new UncheckedIOException("the driver cannot be linked", e);
        }
        System.setProperty("playwright.cli.dir", directory.toString());
        Map<String, String> environment =
                Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        onPath("node").orElseThrow().toString());
        Playwright playwright =
                Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        try {
            Path executable =
                    BROWSERS.stream()
                            .flatMap(name -> onPath(name).stream())
                            .findFirst()
                            .orElseThrow();
            Browser browser =
                    playwright
                            .chromium()
                            .launch(
                                    new BrowserType.LaunchOptions()
                                            .setExecutablePath(executable)
                                            .setTimeout(120_000)
                                            .setArgs(ARGUMENTS));
            return new Chromium(playwright, browser);
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    Browser browser() {
        return browser;
    }

    private static Optional<Path> onPath(String name) {
        Stream<String> folders =
                Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1));
        return folders.filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
