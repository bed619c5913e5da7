package dev.strand.quickstart.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a {@code demo} task gives back.
 *
 * @param echo what the payload gave it
 * @param attempt the attempt that succeeded, from 1
 * @param sleptMs how long it really slept, in milliseconds
 */
public record DemoResult(JsonNode echo, int attempt, long sleptMs) {}
