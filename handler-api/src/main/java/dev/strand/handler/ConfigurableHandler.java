package dev.strand.handler;

/** A {@link TaskHandler} that takes settings from the configuration of the process that runs it. */
public interface ConfigurableHandler {

    /**
     * Takes the settings below {@code strand.handlers.<type>}, where the type is the first of the
     * handler's {@link TaskType} names. Called once, before the first task, and also when there are
     * no settings. Report what is wrong through {@link HandlerConfig#reject} and the typed readers,
     * and go on reading: the start then fails with all mistakes of all handlers at once. Settings
     * that were never read are mistakes too.
     *
     * @throws HandlerSetupException from {@link HandlerConfig#verify()}, for handlers that cannot
     *     go on without valid settings
     */
    void configure(HandlerConfig config);
}
