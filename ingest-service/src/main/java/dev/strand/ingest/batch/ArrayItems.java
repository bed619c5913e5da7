package dev.strand.ingest.batch;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The items of a JSON array, cut out as they were written. It follows strings and brackets only,
 * enough to find where an item ends; whether the item is JSON is found out by whoever reads it.
 */
final class ArrayItems implements Items {
    private static final String REPAIR = "; send one JSON array of submissions";

    private final ByteSource source;
    private final ItemBytes bytes;
    private boolean isOpen;
    private boolean isFirst = true;

    ArrayItems(InputStream stream, int maxItemBytes) {
        this.source = new ByteSource(stream);
        this.bytes = new ItemBytes(maxItemBytes);
    }

    @Override
    public @Nullable String misfit() throws IOException {
        return source.peekAfterSpace() == '['
                ? null
                : "the body must begin with [" + got(source.peek()) + REPAIR;
    }

    @Override
    public Item next() throws IOException {
        if (!isOpen) {
            String misfit = misfit();
            if (misfit != null) {
                return new Item.Broken(misfit);
            }
            source.read();
            isOpen = true;
        }
        int next = source.peekAfterSpace();
        if (next == ']') {
            source.read();
            return end();
        }
        if (!isFirst) {
            if (next != ',') {
                return new Item.Broken("after an item there must be , or ]" + got(next) + REPAIR);
            }
            source.read();
            next = source.peekAfterSpace();
        }
        isFirst = false;
        String broken = item(next);
        return broken == null ? bytes.take() : new Item.Broken(broken);
    }

    private Item end() throws IOException {
        int next = source.peekAfterSpace();
        return next == ByteSource.END
                ? new Item.End()
                : new Item.Broken("the body must end with its array" + got(next) + REPAIR);
    }

    /** Gathers one value; what is wrong, or null. */
    private @Nullable String item(int first) throws IOException {
        boolean isWhole =
                switch (first) {
                    case '{', '[' -> nested();
                    case '"' -> string();
                    default -> scalar();
                };
        if (!isWhole) {
            return "the body ends inside of an item" + REPAIR;
        }
        return bytes.count() == 0 ? "there must be an item here" + got(first) + REPAIR : null;
    }

    private boolean nested() throws IOException {
        int depth = 0;
        do {
            int next = source.peek();
            if (next == ByteSource.END) {
                return false;
            }
            if (next == '"') {
                if (!string()) {
                    return false;
                }
                continue;
            }
            bytes.add(source.read());
            if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                depth--;
            }
        } while (depth > 0);
        return true;
    }

    private boolean string() throws IOException {
        bytes.add(source.read());
        while (true) {
            int next = source.read();
            if (next == ByteSource.END) {
                return false;
            }
            bytes.add(next);
            if (next == '"') {
                return true;
            }
            if (next == '\\') {
                int escaped = source.read();
                if (escaped == ByteSource.END) {
                    return false;
                }
                bytes.add(escaped);
            }
        }
    }

    private boolean scalar() throws IOException {
        int next = source.peek();
        while (next != ',' && next != ']' && !ByteSource.isSpace(next)) {
            if (next == ByteSource.END) {
                return false;
            }
            bytes.add(source.read());
            next = source.peek();
        }
        return true;
    }

    private static String got(int next) {
        return next == ByteSource.END ? ", got: the end" : ", got: " + (char) next;
    }
}
