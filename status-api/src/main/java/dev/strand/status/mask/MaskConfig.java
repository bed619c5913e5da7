package dev.strand.status.mask;

import io.micronaut.context.annotation.ConfigurationProperties;
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
@ConfigurationProperties("strand.status.mask")
public record MaskConfig(
        @Bindable(defaultValue = "") List<String> types,
        @Bindable(defaultValue = "") List<String> pointers) {

    /** Drops blanks, and refuses what is no type or pointer, naming all. */
    public MaskConfig {
        types = types.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
        pointers = pointers.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
        List<String> found = new ArrayList<>();
        for (String type : types) {
            if (!type.matches("[A-Za-z0-9._-]*\\*?")) {
                found.add("strand.status.mask.types must be task types or begin one, got: " + type);
            }
        }
        for (String pointer : pointers) {
            if (!pointer.startsWith("/")) {
                found.add("strand.status.mask.pointers must begin with /, got: " + pointer);
            }
        }
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", found));
        }
    }

    /** Whether nothing is masked. */
    public boolean isEmpty() {
        return types.isEmpty() && pointers.isEmpty();
    }
}
