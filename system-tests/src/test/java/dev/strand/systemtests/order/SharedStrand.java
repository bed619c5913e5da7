package dev.strand.systemtests.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands every test that asks for a {@link StrandProcess} the same one, started once for all of
 * them, since a start costs far more than most of the proofs. Tests keep apart by the names of
 * their groups, and must not kill it.
 */
final class SharedStrand implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedStrand.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == StrandProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(StrandProcess.class, key -> start(), StrandProcess.class);
    }

    private static StrandProcess start() {
        try {
            return new StrandProcess(Files.createTempDirectory(Path.of("target"), "shared-strand"));
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for the shared Strand", e);
        }
    }
}
