package dev.strand.quickstart.parts;

import dev.strand.quickstart.load.DemoLoad;
import java.net.URI;

/** The load of the demonstration. */
record DemoPart(URI ingest, int tasksPerSecond, long seed) implements Part {
    @Override
    public String name() {
        return "demo load";
    }

    @Override
    public AutoCloseable start() {
        return DemoLoad.start(ingest, tasksPerSecond, seed);
    }
}
