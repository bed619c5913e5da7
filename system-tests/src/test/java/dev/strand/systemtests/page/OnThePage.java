package dev.strand.systemtests.page;

import com.microsoft.playwright.BrowserContext;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one Strand and one browser, shared by all test classes and started by the first of
 * them, and each test pages of its own. Where no browser is installed the tests are skipped, saying
 * so.
 */
final class OnThePage implements BeforeAllCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(OnThePage.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Chromium.missing().ifPresent(what -> Assumptions.abort("not tested in a browser: " + what));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Strand.class
                || parameter.getParameter().getType() == Pages.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(Shared.class, key -> new Shared(), Shared.class);
        if (parameter.getParameter().getType() == Strand.class) {
            return shared.strand();
        }
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        Pages.class,
                        key -> new Pages(shared.chromium(), shared.url()),
                        Pages.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Pages pages = context.getStore(NAMESPACE).get(Pages.class, Pages.class);
        if (pages != null) {
            pages.contexts().forEach(BrowserContext::close);
        }
    }
}
