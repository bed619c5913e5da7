package dev.strand.access;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.core.naming.NameUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Finds settings that do not exist: a typing error must not vanish. */
public final class UnknownSettings {
    private UnknownSettings() {}

    /**
     * A sentence for each setting that is given, wherever, and does not exist.
     *
     * @param prefix what the names begin with, without a dot at its end
     * @param known all names, without the prefix, in kebab case
     */
    public static List<String> in(Environment environment, String prefix, Set<String> known) {
        Set<String> names = new TreeSet<>();
        known.forEach(name -> names.add(dotted(name)));
        Set<String> unknown = new TreeSet<>();
        for (PropertySource source : environment.getPropertySources()) {
            boolean isVariable = source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE;
            for (String key : source) {
                String name =
                        dotted(isVariable ? key.toLowerCase(Locale.ROOT) : key)
                                .replaceAll("\\[.*", "");
                boolean isMeant = name.startsWith(prefix + ".");
                if (isMeant && !names.contains(name.substring(prefix.length() + 1))) {
                    unknown.add(
                            "%s is no setting; %s.* are %s"
                                    .formatted(key, prefix, new TreeSet<>(known)));
                }
            }
        }
        return new ArrayList<>(unknown);
    }

    private static String dotted(String name) {
        return NameUtils.hyphenate(name, true).replace('-', '.').replace('_', '.');
    }
}
