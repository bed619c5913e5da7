package dev.strand.processor;

import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** A handler that is a bean, and has what it needs injected. */
@Singleton
@Requires(property = GreetingBean.WANTED)
@TaskType("from-bean")
public final class GreetingBean implements TaskHandler<String, String> {
    static final String WANTED = "test.greeting-bean";

    private final Words words;

    GreetingBean(Words words) {
        this.words = words;
    }

    @Override
    public String handle(String payload, TaskContext context) {
        return words.hello() + ", " + payload + "!";
    }

    /** What it says. */
    @Singleton
    @Requires(property = GreetingBean.WANTED)
    static final class Words {
        String hello() {
            return "Hello";
        }
    }
}
