package dev.strand.schemas.json;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one kind of JSON object: the constants of an enum, whose names in camel case are
 * the field names.
 *
 * @param <F> the enum, at most 64 constants
 */
public final class FieldNames<F extends Enum<F>> {
    private static final int MAX_COMPARED_CHARS = 64;

    private final Map<String, F> byName = new HashMap<>();
    private final List<String> names;

    private FieldNames(F[] fields) {
        for (F field : fields) {
            byName.put(nameOf(field), field);
        }
        this.names = Stream.of(fields).map(FieldNames::nameOf).toList();
    }

    /** The fields that the constants of {@code type} name. */
    public static <F extends Enum<F>> FieldNames<F> of(Class<F> type) {
        return new FieldNames<>(type.getEnumConstants());
    }

    /** The JSON name of a constant: {@code TASK_ID} is {@code taskId}. */
    public static String nameOf(Enum<?> field) {
        StringBuilder name = new StringBuilder();
        for (String word : field.name().split("_", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(
                    name.isEmpty()
                            ? lower
                            : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
        }
        return name.toString();
    }

    /** The field of this name, or null. */
    public @Nullable F find(String name) {
        return byName.get(name);
    }

    /** All names, in the order of the constants. */
    public List<String> names() {
        return names;
    }

    /**
     * What somebody who wrote an unknown name can do: the one meant, where that can be guessed,
     * else all there are.
     */
    String remedyFor(String unknown) {
        String best = null;
        int bestDistance = 1 + Math.min(3, Math.max(1, unknown.length() / 3));
        String plain = plain(unknown);
        for (String name : names) {
            int distance = distance(plain, plain(name));
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return best != null
                ? "did you mean " + best + "?"
                : "remove it, or use one of: " + String.join(", ", names);
    }

    private static String plain(String name) {
        String head =
                name.length() > MAX_COMPARED_CHARS ? name.substring(0, MAX_COMPARED_CHARS) : name;
        return head.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Number of characters to insert, delete or replace to make one text from the other. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j < current.length; j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
