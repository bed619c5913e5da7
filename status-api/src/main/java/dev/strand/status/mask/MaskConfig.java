package dev.strand.status.mask;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of masking, {@code strand.status.mask.*}. Operators see everything.
 *
 * @param types task types of which viewers see neither payload, result, progress nor the texts of
 *     errors; a {@code *} at the end stands for any end
 * @param pointers JSON pointers of which viewers see no value in payloads and results of any type,
 *     nor in texts of errors that repeat it
 */
@Introspected
@ConfigurationProperties(MaskConfig.PREFIX)
public record MaskConfig(
        @Bindable(defaultValue = "") List<String> types,
        @Bindable(defaultValue = "") List<String> pointers) {

    /** What all names begin with. */
    public static final String PREFIX = "strand.status.mask";

    /** Drops blanks. */
    public MaskConfig {
        types = types.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
        pointers = pointers.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    /** What is no type or pointer, a sentence each; empty if all are. */
    public List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (String type : types) {
            if (!type.matches("[A-Za-z0-9._-]*\\*?")) {
                errors.add(PREFIX + ".types must be task types or begin one, got: " + type);
            }
        }
        for (String pointer : pointers) {
            if (!pointer.startsWith("/")) {
                errors.add(PREFIX + ".pointers must begin with /, got: " + pointer);
            }
        }
        return errors;
    }

    /** Whether nothing is masked. */
    public boolean isEmpty() {
        return types.isEmpty() && pointers.isEmpty();
    }
}
