package dev.strand.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Changes as they come. Goes on until it is closed, over broken connections too. */
public final class EventStream implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;
    private static final int OK = 200;

    private final Http status;
    private final EventFilter filter;
    private final EventListener listener;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable InputStream body;
    private @Nullable String lastId;

    private EventStream(Http status, EventFilter filter, EventListener listener) {
        this.status = status;
        this.filter = filter;
        this.listener = listener;
    }

    /** Opens it and returns once it is connected. */
    static EventStream open(Http status, EventFilter filter, EventListener listener) {
        EventStream stream = new EventStream(status, filter, listener);
        Thread.ofVirtual().name("strand-events").start(stream::run);
        try {
            stream.opened.join();
        } catch (CompletionException e) {
            stream.close();
            if (e.getCause() instanceof StrandException refused) {
                throw refused;
            }
            throw e;
        }
        return stream;
    }

    private void run() {
        try {
            do {
                connect();
            } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() throws InterruptedException {
        try {
            HttpRequest.Builder request = status.to("/api/events", filter.parameters());
            if (lastId != null) {
                request.header("Last-Event-ID", lastId);
            }
            HttpRequest built = request.build();
            HttpResponse<InputStream> response =
                    status.client().send(built, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream frames = response.body()) {
                if (response.statusCode() != OK) {
                    throw Http.refused(built, response.statusCode(), frames.readAllBytes());
                }
                body = frames;
                opened.complete(null);
                read(frames);
            }
        } catch (IOException | UncheckedIOException | StrandException e) {
            // The first connection is the caller's; later ones are tried again.
            opened.completeExceptionally(e);
        }
    }

    private void read(InputStream frames) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(frames, StandardCharsets.UTF_8));
        String name = "";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine();
                line != null && closed.getCount() > 0;
                line = lines.readLine()) {
            if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("id:")) {
                lastId = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                data.append(line, 5, line.length());
            } else if (line.isEmpty()) {
                tell(name, data.toString().strip());
                name = "";
                data.setLength(0);
            }
        }
    }

    private void tell(String name, String data) throws IOException {
        if (data.isEmpty()) {
            return;
        }
        JsonNode json = Http.JSON.readTree(data);
        switch (name) {
            case "tasks" -> listener.changed(Http.readAll(json.path("tasks"), Task.class));
            case "reset" -> listener.missed(json.path("reason").asText());
            default -> {
                // Groups and figures have lists of their own.
            }
        }
    }

    /** Ends it; the listener may be called once more. */
    @Override
    public void close() {
        closed.countDown();
        InputStream frames = body;
        if (frames != null) {
            try {
                frames.close();
            } catch (IOException e) {
                // It is gone already.
            }
        }
    }
}
