package dev.strand.ingest.settings;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Refuses to start with settings {@code strand.ingest.*} that are out of range or do not exist (a
 * typing error must not vanish), and says all that is wrong at once.
 */
@Context
final class StartCheck {
    StartCheck(Environment environment, IngestSettings ingest, StrandSettings strand) {
        List<String> errors = new ArrayList<>(ingest.errors());
        errors.addAll(unknown(environment));
        try {
            strand.topics();
        } catch (IllegalArgumentException e) {
            errors.add(String.valueOf(e.getMessage()));
        }
        if (!errors.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), errors));
        }
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
