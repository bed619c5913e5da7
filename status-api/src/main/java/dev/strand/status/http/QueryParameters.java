package dev.strand.status.http;

import dev.strand.status.problem.Problem;
import dev.strand.status.problem.Problem.InputError;
import dev.strand.status.problem.ProblemException;
import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of one request. Unknown, repeated and empty ones are refused by name, so
 * that no typo vanishes; all mistakes of a request are told at once by {@link #check}.
 */
final class QueryParameters {
    private final Map<String, List<String>> given;
    private final List<InputError> errors = new ArrayList<>();

    private QueryParameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /** The parameters of a request that may have these. */
    static QueryParameters of(HttpRequest<?> request, Set<String> allowed) {
        return of(request, allowed, null);
    }

    /**
     * The parameters of a request that may have these.
     *
     * @param prefix names that begin so are allowed too; null for none
     */
    static QueryParameters of(
            HttpRequest<?> request, Set<String> allowed, @Nullable String prefix) {
        QueryParameters parameters = new QueryParameters(request.getParameters().asMap());
        parameters.given.forEach((name, values) -> {
            boolean isPrefixed =
                    prefix != null && name.startsWith(prefix) && name.length() > prefix.length();
            if (!allowed.contains(name) && !isPrefixed) {
                String message = "is not known here; " + known(allowed, prefix);
                parameters.refuse(name, message, String.join(" ", values));
            } else if (values.size() != 1) {
                parameters.refuse(name, "must be given once", String.join(" ", values));
            } else if (values.getFirst().isEmpty()) {
                parameters.refuse(name, "must not be empty; leave it out instead", "");
            }
        });
        return parameters;
    }

    private static String known(Set<String> allowed, @Nullable String prefix) {
        if (allowed.isEmpty()) {
            return "this resource has no parameters";
        }
        Set<String> names = new TreeSet<>(allowed);
        if (prefix != null) {
            names.add(prefix + "{name}");
        }
        return "known are: " + String.join(", ", names);
    }

    /** Ends the request with everything that was refused, if anything was. */
    void check() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.malformed(errors));
        }
    }

    @Nullable String text(String name) {
        List<String> values = given.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    int limit(int defaultLimit, int maxLimit) {
        return number("limit", defaultLimit, maxLimit);
    }

    /** A number from 1 to a limit, or another value where there is none. */
    int number(String name, int otherwise, int max) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        refuse(name, "must be a number from 1 to " + max, text);
        return otherwise;
    }

    /** A duration from 0 to a limit, or null. */
    @Nullable Duration duration(String name, Duration limit) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(limit) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Told below, like a duration out of range.
        }
        refuse(name, "must be an ISO-8601 duration from PT0S to " + limit, text);
        return null;
    }

    /** The values of the parameters whose names begin so, by the rest of their names. */
    Map<String, String> prefixed(String prefix) {
        Map<String, String> found = new TreeMap<>();
        given.forEach((name, values) -> {
            if (name.startsWith(prefix) && !values.isEmpty()) {
                found.put(name.substring(prefix.length()), values.getFirst());
            }
        });
        return found;
    }

    /** A time in milliseconds since the epoch, or another value where there is none. */
    long millis(String name, long otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            refuse(name, "must be an RFC 3339 time in UTC like 2026-12-01T08:00:00Z", text);
            return otherwise;
        }
    }

    /** Whether a switch is on; it is off where it is not given. */
    boolean flag(String name) {
        String text = text(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            refuse(name, "must be true or false", text);
        }
        return "true".equals(text);
    }

    /** One of the constants of an enum, in any case, or null. */
    <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        String text = text(name);
        return text == null ? null : constant(name, type, text);
    }

    /** Any of the constants of an enum, separated by commas. */
    <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
        EnumSet<E> found = EnumSet.noneOf(type);
        String text = text(name);
        if (text != null) {
            for (String word : text.split(",", -1)) {
                E constant = constant(name, type, word);
                if (constant != null) {
                    found.add(constant);
                }
            }
        }
        return found;
    }

    private <E extends Enum<E>> @Nullable E constant(String name, Class<E> type, String word) {
        for (E constant : EnumSet.allOf(type)) {
            if (constant.name().equals(word.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        String names =
                EnumSet.allOf(type).stream().map(Enum::name).collect(Collectors.joining(", "));
        refuse(name, "must be one of " + names, word);
        return null;
    }

    void refuse(String name, String message, @Nullable String value) {
        errors.add(new InputError(name, message, value));
    }
}
