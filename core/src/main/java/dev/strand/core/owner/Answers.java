package dev.strand.core.owner;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What processes have said when they were asked what they still run for owners that are gone.
 *
 * @param said by process, everything that it still runs; an empty list if that is nothing
 * @param silent processes that were asked and have not answered
 */
public record Answers(Map<String, List<Inside>> said, Set<String> silent) {}
