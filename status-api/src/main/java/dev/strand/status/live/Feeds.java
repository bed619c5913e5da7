package dev.strand.status.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.core.log.RawJson;
import dev.strand.status.fleet.Fleet;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the other instances see, while somebody here wants to know. Where a feed breaks, or begins
 * after clients have been shown something, they are told to start over: nobody knows what they
 * missed. For use by several threads.
 */
@Singleton
class Feeds {
    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_COLLECTED = 50_000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Fleet fleet;
    private final ExecutorService work;
    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private Map<Update.Key, Update> updates = new LinkedHashMap<>();
    private Map<String, RawJson> groups = new HashMap<>();
    private @Nullable String resetReason;
    private PositionVector position = PositionVector.EMPTY;
    private volatile boolean hasServed;

    Feeds(Fleet fleet, @Named("status-work") ExecutorService work) {
        this.fleet = fleet;
        this.work = work;
    }

    /**
     * What the others have told since the last time.
     *
     * @param updates tasks that have changed
     * @param groups groups that have changed, by id
     * @param position how far the others had read when they told that
     * @param resetReason why something was missed, or null
     */
    record Told(
            List<Update> updates,
            Map<String, RawJson> groups,
            PositionVector position,
            @Nullable String resetReason) {}

    /** What one other instance tells. */
    private static final class Feed {
        private volatile @Nullable AutoCloseable lines;
        private volatile boolean isHeard;
        private volatile boolean isClosed;

        /** Its lines; false where they are not wanted any more. */
        boolean opened(AutoCloseable newLines) {
            lines = newLines;
            return !isClosed;
        }

        void close() {
            isClosed = true;
            AutoCloseable open = lines;
            try {
                if (open != null) {
                    open.close();
                }
            } catch (Exception e) {
                LOG.atDebug().setCause(e).log("a feed did not close");
            }
        }
    }

    /** Follows whoever else has partitions now, or nobody. */
    void follow(boolean isWanted) {
        if (!isWanted) {
            stop();
            return;
        }
        Set<String> others = new HashSet<>(fleet.others());
        for (String address : feeds.keySet()) {
            if (!others.contains(address) && close(address)) {
                reset("the partitions have moved");
            }
        }
        for (String address : others) {
            Feed feed = new Feed();
            if (feeds.putIfAbsent(address, feed) == null) {
                work.execute(() -> read(address, feed));
            }
        }
    }

    /**
     * Waits until all others are heard, which somebody has to have asked for.
     *
     * @return false if the time was over before
     */
    boolean awaitAll(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!fleet.others().stream().allMatch(this::isHeard)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            // Who there is may change meanwhile, and nobody tells of that: it is asked again.
            Thread.sleep(LOOK_AGAIN);
        }
        return true;
    }

    private boolean isHeard(String address) {
        Feed feed = feeds.get(address);
        return feed != null && feed.isHeard;
    }

    /** Clients have been shown something: who is heard only now may have told more. */
    void served() {
        hasServed = true;
    }

    /** Follows nobody any more, and forgets what they have told: it would be old when told on. */
    void stop() {
        feeds.keySet().forEach(this::close);
        hasServed = false;
        forget();
    }

    private synchronized void forget() {
        updates = new LinkedHashMap<>();
        groups = new HashMap<>();
        resetReason = null;
    }

    /** Whether somebody was heard there. */
    private boolean close(String address) {
        Feed feed = feeds.remove(address);
        if (feed != null) {
            feed.close();
        }
        return feed != null && feed.isHeard;
    }

    private void read(String address, Feed feed) {
        try (Fleet.Lines lines = fleet.follow(address, EventHub.LOCAL_PATH)) {
            if (!feed.opened(lines)) {
                return;
            }
            String name = "";
            String id = "";
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    heard(name, line.substring(5).strip(), feed);
                } else if (line.isEmpty()) {
                    at(id, feed);
                    name = "";
                }
            }
        } catch (Exception e) {
            LOG.atDebug().setCause(e).addKeyValue("address", address).log("a feed ended");
        } finally {
            if (feeds.remove(address, feed) && feed.isHeard) {
                reset("another instance cannot be heard");
            }
        }
    }

    private void heard(String name, String data, Feed feed) throws JsonProcessingException {
        if (!data.isEmpty()) {
            take(name, MAPPER.readTree(data), feed);
        }
    }

    /** What a feed still tells that was closed is nobody's. */
    private synchronized void take(String name, JsonNode json, Feed feed) {
        if (feed.isClosed) {
            return;
        }
        switch (name) {
            case EventStream.TASKS -> tasks(json.path("tasks"));
            case EventStream.GROUPS -> groups(json.path("groups"));
            case EventStream.RESET -> reset(json.path("reason").asText());
            default -> LOG.atDebug().addKeyValue("event", name).log("an unknown event");
        }
    }

    private void tasks(JsonNode tasks) {
        for (JsonNode task : tasks) {
            Update update = Update.told(task);
            updates.remove(update.key());
            updates.put(update.key(), update);
        }
        if (updates.size() > MAX_COLLECTED) {
            updates.clear();
            resetReason = "more tasks changed than could be told";
        }
    }

    private void groups(JsonNode all) {
        if (groups.size() < MAX_COLLECTED) {
            all.forEach(group ->
                    groups.put(group.path("groupId").asText(), RawJson.of(group.toString())));
        }
    }

    private synchronized void at(String id, Feed feed) {
        if (!id.isEmpty()) {
            position = position.with(PositionVector.parse(id));
        }
        if (!feed.isHeard) {
            feed.isHeard = true;
            if (hasServed) {
                resetReason = "another instance is heard only now";
            }
        }
    }

    private synchronized void reset(String reason) {
        resetReason = reason;
    }

    synchronized Told take() {
        Told told = new Told(new ArrayList<>(updates.values()), groups, position, resetReason);
        forget();
        return told;
    }

    /** How far the others had read when they told something last. */
    synchronized PositionVector position() {
        return position;
    }
}
