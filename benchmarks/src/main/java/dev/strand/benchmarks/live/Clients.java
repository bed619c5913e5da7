package dev.strand.benchmarks.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients of live events that read as fast as they can and throw away what they get, all on one
 * thread, so that they cost the machine as little as clients can.
 */
final class Clients implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final String REQUEST = "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean isClosed;

    private Clients(Selector selector) {
        this.selector = selector;
    }

    /** Opens so many. */
    static Clients open(String url, int count) {
        try {
            Clients clients = new Clients(Selector.open());
            URI at = URI.create(url);
            for (int i = 0; i < count; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(at.getHost(), at.getPort()));
                channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
                channel.configureBlocking(false);
                channel.register(clients.selector, SelectionKey.OP_READ);
                clients.channels.add(channel);
            }
            Thread.ofPlatform().name("clients").daemon().start(clients::read);
            return clients;
        } catch (IOException e) {
            throw new UncheckedIOException("the clients could not connect", e);
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try {
            while (!isClosed) {
                selector.select(key -> bytes.addAndGet(drain(key, buffer)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the clients cannot read", e);
        }
    }

    private static int drain(SelectionKey key, ByteBuffer buffer) {
        try {
            buffer.clear();
            int read = ((SocketChannel) key.channel()).read(buffer);
            if (read < 0) {
                throw new IOException("the server has closed a stream");
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("a client cannot read", e);
        }
    }

    /** Bytes that all have read. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a client could not be closed", e);
            }
        }
    }
}
