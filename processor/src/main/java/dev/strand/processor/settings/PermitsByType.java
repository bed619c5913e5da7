package dev.strand.processor.settings;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the limits of task types, from one text or from a setting per type. */
final class PermitsByType {
    /** Name of the setting. */
    static final String SETTING = ProcessorProperties.PREFIX + ".permits-by-type";

    /** Its name below that of all settings, as {@link RawSettings#dotted} has it. */
    static final String DOTTED = "permits.by.type";

    private PermitsByType() {}

    /**
     * The limits by type.
     *
     * @param text {@code email=10,image=2}, or null
     * @param written limit by type, from one setting each
     * @param problems takes what cannot be read
     */
    static Map<String, Integer> read(
            @Nullable String text, Map<String, String> written, List<String> problems) {
        Map<String, Integer> limits = new TreeMap<>();
        String list = text == null ? "" : text.strip();
        for (String part : list.isEmpty() ? new String[0] : list.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                problems.add(SETTING + " must be a list like email=10,image=2, got: " + list);
            } else {
                add(part.substring(0, equals), part.substring(equals + 1), limits, problems);
            }
        }
        written.forEach((type, limit) -> add(type, limit, limits, problems));
        return limits;
    }

    private static void add(
            String type, String limit, Map<String, Integer> limits, List<String> problems) {
        try {
            limits.put(type.strip(), Integer.valueOf(limit.strip()));
        } catch (NumberFormatException e) {
            problems.add(
                    "%s.%s must be a whole number, got: %s"
                            .formatted(SETTING, type.strip(), limit.strip()));
        }
    }
}
