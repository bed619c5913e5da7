package dev.strand.status.config;

import dev.strand.access.SettingProblems;
import dev.strand.access.TypedSettings;
import dev.strand.access.UnknownSettings;
import dev.strand.status.mask.MaskConfig;
import io.micronaut.context.env.Environment;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.naming.NameUtils;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds settings {@code strand.status.*} that cannot be read, are out of range or do not exist. A
 * mask with a typing error in its name would hide nothing.
 */
public final class StartCheck {
    /** A setting of this prefix that is the ingest service's. */
    private static final String URL = "url";

    private StartCheck() {}

    /**
     * All that is wrong, before any bean is made.
     *
     * @param environment started
     */
    public static SettingProblems problems(Environment environment) {
        SettingProblems problems = new SettingProblems();
        String prefix = StatusConfig.PREFIX;
        problems.addAll(read(environment, prefix, StatusConfig.class, problems).errors());
        problems.addAll(read(environment, prefix, StatusAddresses.class, problems).errors());
        problems.addAll(read(environment, MaskConfig.PREFIX, MaskConfig.class, problems).errors());
        Set<String> known = new HashSet<>(Set.of(URL));
        add(known, "", StatusConfig.class);
        add(known, "", StatusAddresses.class);
        add(known, "mask.", MaskConfig.class);
        problems.addAll(UnknownSettings.in(environment, prefix, known));
        String _ = problems.topicPrefix(environment);
        return problems;
    }

    private static <T> T read(
            Environment environment, String prefix, Class<T> record, SettingProblems problems) {
        return TypedSettings.read(
                environment, prefix, BeanIntrospection.getIntrospection(record), problems);
    }

    private static void add(Set<String> known, String prefix, Class<?> settings) {
        for (RecordComponent component : settings.getRecordComponents()) {
            known.add(prefix + NameUtils.hyphenate(component.getName()));
        }
    }
}
