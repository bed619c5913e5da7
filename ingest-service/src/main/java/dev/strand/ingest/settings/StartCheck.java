package dev.strand.ingest.settings;

import dev.strand.access.SettingProblems;
import dev.strand.access.TypedSettings;
import io.micronaut.context.env.Environment;
import io.micronaut.core.beans.BeanIntrospection;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds settings {@code strand.ingest.*} that cannot be read, are out of range or do not exist: a
 * typing error must not vanish.
 */
public final class StartCheck {
    private StartCheck() {}

    /**
     * All that is wrong, before any bean is made.
     *
     * @param environment started
     */
    public static SettingProblems problems(Environment environment) {
        SettingProblems problems = new SettingProblems();
        IngestSettings ingest =
                TypedSettings.read(
                        environment,
                        IngestSettings.PREFIX,
                        BeanIntrospection.getIntrospection(IngestSettings.class),
                        problems);
        problems.addAll(ingest.errors());
        problems.addAll(unknown(environment));
        String _ = problems.topicPrefix(environment);
        return problems;
    }

    private static List<String> unknown(Environment environment) {
        SortedSet<String> known = new TreeSet<>();
        for (RecordComponent component : IngestSettings.class.getRecordComponents()) {
            known.add(SettingKeys.dotted(component.getName()));
        }
        return SettingKeys.below(environment, IngestSettings.PREFIX).keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name ->
                        kebab(name)
                                + " is no setting; remove it or use one of "
                                + known.stream().map(StartCheck::kebab).toList())
                .toList();
    }

    private static String kebab(String dotted) {
        return IngestSettings.PREFIX + "." + dotted.replace('.', '-');
    }
}
