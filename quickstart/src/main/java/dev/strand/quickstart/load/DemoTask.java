package dev.strand.quickstart.load;

import java.util.Map;

/**
 * One task of the demonstration.
 *
 * @param body the submission as ingest takes it
 */
record DemoTask(Map<String, Object> body) {}
