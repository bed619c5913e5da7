package dev.strand.systemtests.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;

/** What a person sees sooner or later; a loaded machine is given time. */
final class See {
    private static final double PATIENCE_MILLIS = 30_000;

    private See() {}

    static void text(Locator where, String text) {
        assertThat(where.first())
                .containsText(text, new ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    static void count(Locator what, int count) {
        assertThat(what).hasCount(count, new HasCountOptions().setTimeout(PATIENCE_MILLIS));
    }

    static void disabled(Locator what) {
        assertThat(what).isDisabled();
    }
}
