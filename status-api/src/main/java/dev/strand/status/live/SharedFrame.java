package dev.strand.status.live;

import org.jspecify.annotations.Nullable;

/**
 * What many clients are sent, most of them at the same position: those get the same frame, whose
 * bytes are made once. For use by several threads.
 */
final class SharedFrame {
    private final String name;
    private final String data;
    private @Nullable Frame last;

    SharedFrame(String name, String data) {
        this.name = name;
        this.data = data;
    }

    synchronized Frame at(String position) {
        Frame made = last;
        if (made == null || !made.id().equals(position)) {
            made = Frame.of(position, name, data);
            last = made;
        }
        return made;
    }
}
