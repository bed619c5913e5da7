package dev.strand.status.config;

import dev.strand.access.UnknownSettings;
import dev.strand.status.mask.MaskConfig;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.naming.NameUtils;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Refuses to start with settings {@code strand.status.*} that are out of range or do not exist. A
 * mask with a typing error in its name would hide nothing.
 */
@Context
final class StartCheck {
    private static final String PREFIX = "strand.status";

    /** The settings of this prefix that no record in this package has; the last is of ingest. */
    private static final Set<String> MORE = Set.of("host", "port", "ingest-url", "url");

    StartCheck(Environment environment, StatusConfig status, MaskConfig mask) {
        Set<String> known = new HashSet<>(MORE);
        add(known, "", status.getClass());
        add(known, "mask.", mask.getClass());
        List<String> unknown = UnknownSettings.in(environment, PREFIX, known);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), unknown));
        }
    }

    private static void add(Set<String> known, String prefix, Class<?> settings) {
        for (RecordComponent component : settings.getRecordComponents()) {
            known.add(prefix + NameUtils.hyphenate(component.getName()));
        }
    }
}
