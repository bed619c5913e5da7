package dev.strand.benchmarks.pages;

import dev.strand.benchmarks.status.StatusServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every kind of page, with the filters that people and programs combine. */
final class PageKinds {
    private static final Pattern CURSOR = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");
    private static final Pattern FINGERPRINT = Pattern.compile("\"fingerprint\":\"([^\"]+)\"");
    private static final int DEEP_PAGES = 50;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final StatusServer server;
    private final History history;
    private final List<PageKind> kinds = new ArrayList<>();

    private PageKinds(StatusServer server, History history) {
        this.server = server;
        this.history = history;
    }

    static List<PageKind> of(StatusServer server, History history) {
        PageKinds all = new PageKinds(server, history);
        all.addLists();
        all.addLabels();
        all.addTimes();
        all.addDeep();
        all.addGroups();
        all.addOthers();
        return all.kinds;
    }

    private void add(String title, String path) {
        kinds.add(PageKind.of(title, path));
    }

    private void addLists() {
        add("newest", "/api/tasks");
        add("oldest", "/api/tasks?sort=oldest");
        add("500 newest", "/api/tasks?limit=500");
        for (String state :
                List.of("COMPLETED", "FAILED", "QUEUED", "SCHEDULED", "RUNNING", "RETRYING")) {
            add("state " + state, "/api/tasks?count=true&status=" + state);
        }
        add("state QUEUED, oldest", "/api/tasks?sort=oldest&status=QUEUED");
        add("what lives, oldest", "/api/tasks?sort=oldest&status=QUEUED,RUNNING,RETRYING");
        kinds.add(type("type, QUEUED, oldest", "/api/tasks?sort=oldest&status=QUEUED&type=type-"));
        add("three states", "/api/tasks?count=true&status=FAILED,CANCELLED,EXPIRED");
        kinds.add(type("type", "/api/tasks?count=true&type=type-"));
        kinds.add(type("type, oldest", "/api/tasks?sort=oldest&type=type-"));
        kinds.add(type("type and state", "/api/tasks?status=FAILED&type=type-"));
        kinds.add(group("group", "/api/tasks?group=group-"));
        kinds.add(group("group and state", "/api/tasks?status=COMPLETED&group=group-"));
        add("big group", "/api/tasks?group=" + History.BIG_GROUP);
        add("big group, oldest", "/api/tasks?sort=oldest&group=" + History.BIG_GROUP);
        add("big group and type", "/api/tasks?type=type-0&group=" + History.BIG_GROUP);
        add("big group, no such type", "/api/tasks?type=type-3&group=" + History.BIG_GROUP);
        add("dead letters", "/api/dead-letters?count=true");
        kinds.add(type("dead letters of a type", "/api/dead-letters?type=type-"));
        Matcher fingerprint = FINGERPRINT.matcher(server.get("/api/errors"));
        if (fingerprint.find()) {
            add("dead letters of an error", "/api/dead-letters?error=" + fingerprint.group(1));
        }
        add("dead letters of an unknown error", "/api/dead-letters?error=0000000000000000");
    }

    private void addLabels() {
        kinds.add(tenant("rare label", "/api/tasks?label.tenant=tenant-"));
        add("common label", "/api/tasks?label.channel=sms");
        add("unknown label", "/api/tasks?label.tenant=nobody");
        kinds.add(
                tenant(
                        "common and rare label",
                        "/api/tasks?label.channel=sms&label.tenant=tenant-"));
        add("common label, unknown label", "/api/tasks?label.channel=sms&label.tenant=nobody");
        kinds.add(tenant("label and state", "/api/tasks?status=FAILED&label.tenant=tenant-"));
        add("common label and rare state", "/api/tasks?status=RETRYING&label.channel=sms");
        kinds.add(type("common label and type", "/api/tasks?label.channel=sms&type=type-"));
        kinds.add(group("common label and group", "/api/tasks?label.channel=sms&group=group-"));
    }

    private void addTimes() {
        kinds.add(new PageKind("a minute", random -> "/api/tasks?" + minute(random)));
        kinds.add(
                new PageKind(
                        "a minute, oldest", random -> "/api/tasks?sort=oldest&" + minute(random)));
        kinds.add(
                new PageKind(
                        "a minute of QUEUED",
                        random -> "/api/tasks?status=QUEUED&" + minute(random)));
        kinds.add(
                new PageKind(
                        "a minute of a type and state",
                        random ->
                                "/api/tasks?status=COMPLETED&type=type-"
                                        + random.nextInt(History.TYPES)
                                        + "&"
                                        + minute(random)));
        kinds.add(
                new PageKind(
                        "a minute of a common label",
                        random -> "/api/tasks?label.channel=mail&" + minute(random)));
        kinds.add(
                new PageKind(
                        "a minute of the big group",
                        random -> "/api/tasks?group=" + History.BIG_GROUP + "&" + minute(random)));
    }

    private String minute(SplittableRandom random) {
        long minutes = History.DAY.toMinutes();
        Instant from = history.began().plus(MINUTE.multipliedBy(random.nextLong(minutes)));
        return "from=" + from + "&to=" + from.plus(MINUTE);
    }

    private void addDeep() {
        deep("deep in all", "/api/tasks?limit=500");
        deep("deep in all, oldest", "/api/tasks?sort=oldest&limit=500");
        deep("deep in a state", "/api/tasks?status=COMPLETED&limit=500");
        deep("deep in a type", "/api/tasks?type=type-3&limit=500");
        deep("deep in a common label", "/api/tasks?label.channel=mail&limit=500");
        deep("deep in the big group", "/api/tasks?group=" + History.BIG_GROUP + "&limit=500");
        deep("deep in the big group, oldest", "/api/tasks?sort=oldest&limit=500&group=group-big");
        deep("deep in groups", "/api/groups?limit=500");
        deep("deep in groups by depth", "/api/groups?sort=depth&limit=500");
    }

    /** Pages of 50 that begin where long walks over the list have come by. */
    private void deep(String title, String path) {
        List<String> cursors = new ArrayList<>();
        String next = path;
        for (int page = 0; page < DEEP_PAGES; page++) {
            Matcher cursor = CURSOR.matcher(server.get(next));
            if (!cursor.find()) {
                break;
            }
            cursors.add(cursor.group(1));
            next = path + "&cursor=" + cursor.group(1);
        }
        if (!cursors.isEmpty()) {
            String page = path.replace("limit=500", "limit=50") + "&cursor=";
            kinds.add(
                    new PageKind(
                            title, random -> page + cursors.get(random.nextInt(cursors.size()))));
        }
    }

    private void addGroups() {
        add("groups", "/api/groups?count=true");
        add("groups retrying", "/api/groups?state=RETRYING&count=true");
        add("groups by depth", "/api/groups?sort=depth");
        add("groups by age", "/api/groups?sort=age");
        kinds.add(group("one group", "/api/groups/group-"));
        kinds.add(
                new PageKind(
                        "queue of a group",
                        random -> "/api/groups/group-" + live(random) + "/tasks"));
        add("queue of the big group", "/api/groups/" + History.BIG_GROUP + "/tasks");
        add("wall", "/api/groups/wall");
    }

    private static int live(SplittableRandom random) {
        // Numbers that end in 0 belong to the big group.
        return random.nextInt(History.LIVE_GROUPS / 10) * 10 + 1;
    }

    private void addOthers() {
        kinds.add(
                new PageKind(
                        "one task",
                        random -> "/api/tasks/task-" + random.nextInt(history.tasks())));
        kinds.add(
                new PageKind(
                        "why a task waits",
                        random -> "/api/tasks/task-" + random.nextInt(history.tasks()) + "/why"));
        add("stats", "/api/stats");
        add("errors", "/api/errors");
        add("types", "/api/types");
        add("processors", "/api/processors");
    }

    private static PageKind type(String title, String path) {
        return numbered(title, path, History.TYPES);
    }

    private static PageKind tenant(String title, String path) {
        return numbered(title, path, History.TENANTS);
    }

    private static PageKind group(String title, String path) {
        return new PageKind(title, random -> path + live(random));
    }

    private static PageKind numbered(String title, String path, int bound) {
        return new PageKind(title, random -> path + random.nextInt(bound));
    }
}
