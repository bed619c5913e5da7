package dev.strand.processor.execution;

import dev.strand.core.owner.Attempt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.spi.DefaultLoggingEventBuilder;
import org.slf4j.spi.LoggingEventBuilder;
import org.slf4j.spi.NOPLoggingEventBuilder;

/** A logger that adds the ids of an attempt to every event. */
final class AttemptLogger extends AbstractLogger {
    private static final long serialVersionUID = 1;

    private final transient Logger logger;
    private final transient Attempt attempt;

    AttemptLogger(Logger logger, Attempt attempt) {
        this.logger = logger;
        this.attempt = attempt;
        this.name = logger.getName();
    }

    private LoggingEventBuilder withIds(LoggingEventBuilder event) {
        return event.addKeyValue("taskId", attempt.run().taskId())
                .addKeyValue("groupId", attempt.run().groupId())
                .addKeyValue("type", attempt.task().type())
                .addKeyValue("attempt", attempt.number());
    }

    @Override
    public LoggingEventBuilder makeLoggingEventBuilder(Level level) {
        return logger.isEnabledForLevel(level)
                ? withIds(new DefaultLoggingEventBuilder(logger, level))
                : NOPLoggingEventBuilder.singleton();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable throwable) {
        LoggingEventBuilder event = makeLoggingEventBuilder(level);
        if (marker != null) {
            event = event.addMarker(marker);
        }
        if (arguments != null) {
            for (Object argument : arguments) {
                event = event.addArgument(argument);
            }
        }
        event.setCause(throwable).log(message);
    }

    @Override
    public boolean isTraceEnabled() {
        return logger.isTraceEnabled();
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
        return logger.isTraceEnabled(marker);
    }

    @Override
    public boolean isDebugEnabled() {
        return logger.isDebugEnabled();
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
        return logger.isDebugEnabled(marker);
    }

    @Override
    public boolean isInfoEnabled() {
        return logger.isInfoEnabled();
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
        return logger.isInfoEnabled(marker);
    }

    @Override
    public boolean isWarnEnabled() {
        return logger.isWarnEnabled();
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
        return logger.isWarnEnabled(marker);
    }

    @Override
    public boolean isErrorEnabled() {
        return logger.isErrorEnabled();
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
        return logger.isErrorEnabled(marker);
    }
}
