package dev.strand.systemtests.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;

/** Opens pages; each has a browser context of its own unless it is another tab. */
final class Pages {
    private static final double PATIENCE_MILLIS = 30_000;

    private final Chromium chromium;
    private final String url;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    Pages(Chromium chromium, String url) {
        this.chromium = chromium;
        this.url = url;
    }

    /** Opens an address of the page on a wide screen. */
    Page open(String path) {
        return open(path, 1440, 900, ColorScheme.DARK);
    }

    Page open(String path, int width, int height, ColorScheme colors) {
        Page page = blank(width, height, colors);
        page.navigate(url + path);
        return page;
    }

    /** A page that is nowhere yet. */
    Page blank(int width, int height, ColorScheme colors) {
        BrowserContext context =
                chromium.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(width, height)
                                        .setColorScheme(colors));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        contexts.add(context);
        Page page = context.newPage();
        page.onPageError(complaints::add);
        return page;
    }

    String url() {
        return url;
    }

    List<BrowserContext> contexts() {
        return contexts;
    }

    /** What scripts on the pages have failed with. */
    List<String> complaints() {
        return complaints;
    }
}
