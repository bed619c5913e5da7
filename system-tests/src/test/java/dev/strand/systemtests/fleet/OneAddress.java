package dev.strand.systemtests.fleet;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address for several instances, as a load balancer is: each connection goes to the next one
 * that was ready a moment ago and takes it.
 */
final class OneAddress implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    private final ServerSocket server;
    private final List<StatusInstance> instances;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<StatusInstance> ready = List.of();
    private volatile boolean isClosed;

    OneAddress(List<StatusInstance> instances) throws IOException {
        this.server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        this.instances = instances;
        Thread.startVirtualThread(this::look);
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void look() {
        while (!isClosed) {
            List<StatusInstance> found = new ArrayList<>();
            for (StatusInstance instance : instances) {
                if (instance.isReady()) {
                    found.add(instance);
                }
            }
            ready = found;
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void accept() {
        while (!isClosed) {
            try {
                Socket client = server.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException e) {
                isClosed = true;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket instance = connect()) {
            Thread.startVirtualThread(() -> pump(client, instance));
            pump(instance, client);
        } catch (IOException e) {
            // The client sees a connection that ends without an answer.
        }
    }

    private Socket connect() throws IOException {
        List<StatusInstance> all = ready;
        for (int tried = 0; tried < all.size(); tried++) {
            int next = Math.floorMod(turn.getAndIncrement(), all.size());
            try {
                return new Socket(InetAddress.getLoopbackAddress(), all.get(next).port());
            } catch (ConnectException e) {
                // It is gone; the next one takes the connection.
            }
        }
        throw new ConnectException("no instance is ready");
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            try {
                from.close();
                to.close();
            } catch (IOException again) {
                // Closed is all that they are to be.
            }
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        server.close();
    }
}
