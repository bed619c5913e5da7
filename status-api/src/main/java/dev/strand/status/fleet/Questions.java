package dev.strand.status.fleet;

import jakarta.inject.Singleton;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads questions of all kinds. */
@Singleton
class Questions {
    private final Map<String, Asking> byKind;

    Questions(List<Asking> kinds) {
        byKind = kinds.stream().collect(Collectors.toMap(Asking::kind, each -> each));
    }

    Question<?> read(String kind, DataInputStream in) throws IOException {
        Asking known = byKind.get(kind);
        if (known == null) {
            throw new IOException("unknown kind of question: " + kind);
        }
        return known.reading().read(in);
    }
}
