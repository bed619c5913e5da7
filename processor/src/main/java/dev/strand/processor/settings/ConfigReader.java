package dev.strand.processor.settings;

import dev.strand.access.AdvertisedAddress;
import dev.strand.processor.config.ExecutionSettings;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.config.ProcessorConfig.Settings;
import dev.strand.processor.config.TypeSettings;
import dev.strand.schemas.topic.Topics;
import io.micronaut.context.env.Environment;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.type.Argument;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a processor and notes what is wrong with them. For one use. */
final class ConfigReader {
    private static final String KAFKA = "strand.kafka";
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String DEFAULT_BOOTSTRAP_SERVERS = "localhost:9092";
    private static final String TOPIC_PREFIX = "strand.topic-prefix";
    private static final int MAX_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final BeanIntrospection<ProcessorProperties> PROPERTIES =
            BeanIntrospection.getIntrospection(ProcessorProperties.class);

    private final Environment environment;
    private final RawSettings raw;
    private final Problems problems;

    ConfigReader(Environment environment, Problems problems) {
        this.environment = environment;
        this.raw = new RawSettings(environment);
        this.problems = problems;
    }

    ProcessorConfig read() {
        refuseUnknown();
        ProcessorProperties properties = properties();
        Settings settings = settings(properties);
        problems.addAll(settings.violations());
        if (properties.port() < 0 || properties.port() > MAX_PORT) {
            problems.add(
                    "strand.processor.port must be 0 to 65535, got: %d"
                            .formatted(properties.port()));
        }
        String address =
                AdvertisedAddress.violation(
                        AdvertisedAddresses.SETTING, properties.advertisedAddress());
        if (address != null) {
            problems.add(address);
        }
        String instance =
                Optional.ofNullable(properties.instance()).orElseGet(ConfigReader::hostAndPid);
        checkName("application-id", properties.applicationId());
        checkName("instance", instance);
        return new ProcessorConfig(
                kafka(),
                topicPrefix(),
                properties.applicationId(),
                instance,
                Paths.read(
                        "strand.processor.state-directory", properties.stateDirectory(), problems),
                settings);
    }

    /** Kafka Streams makes names of topics, directories and clients of these. */
    private void checkName(String setting, String name) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    "strand.processor.%s must be 1 to 128 characters of [A-Za-z0-9._-], got: %s"
                            .formatted(setting, name));
        }
    }

    private static String hostAndPid() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        return host.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + ProcessHandle.current().pid();
    }

    private void refuseUnknown() {
        Map<String, String> known = new TreeMap<>();
        for (Argument<?> argument : PROPERTIES.getConstructorArguments()) {
            String dotted = RawSettings.dottedName(argument.getName());
            known.put(dotted, ProcessorProperties.PREFIX + "." + dotted.replace('.', '-'));
        }
        Set<String> given = new TreeSet<>(raw.dotted(ProcessorProperties.PREFIX).keySet());
        given.removeAll(known.keySet());
        given.removeIf(name -> name.startsWith("types.") || name.startsWith("defaults."));
        for (String type : permitsByType().keySet()) {
            given.remove(PermitsByType.DOTTED + "." + RawSettings.dottedName(type));
        }
        for (String name : given) {
            problems.add(
                    "%s.%s is not a known setting; did you mean %s?"
                            .formatted(
                                    ProcessorProperties.PREFIX,
                                    name.replace('.', '-'),
                                    known.get(NearestName.to(name, known.keySet()))));
        }
    }

    /** What cannot be read is as by default, so that all other rules can be checked too. */
    private ProcessorProperties properties() {
        Argument<?>[] arguments = PROPERTIES.getConstructorArguments();
        @Nullable Object[] values = new @Nullable Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            values[i] = value(arguments[i]);
        }
        return PROPERTIES.instantiate(false, values);
    }

    private @Nullable Object value(Argument<?> argument) {
        String name =
                ProcessorProperties.PREFIX
                        + "."
                        + RawSettings.dottedName(argument.getName()).replace('.', '-');
        Optional<String> written =
                environment.getProperty(name, String.class).filter(text -> !text.isBlank());
        Optional<?> value = written.flatMap(text -> convert(text, argument));
        if (written.isPresent() && value.isEmpty()) {
            problems.add("%s must be %s, got: %s".formatted(name, kind(argument), written.get()));
        }
        return value.isPresent() ? value.get() : whenAbsent(argument);
    }

    private @Nullable Object whenAbsent(Argument<?> argument) {
        return argument.getAnnotationMetadata()
                .stringValue(Bindable.class, "defaultValue")
                .flatMap(text -> convert(text, argument))
                .orElse(null);
    }

    private static Optional<?> convert(String text, Argument<?> argument) {
        return ConversionService.SHARED.convert(text.strip(), argument.getType());
    }

    private static String kind(Argument<?> argument) {
        if (argument.getType() == Duration.class) {
            return "a duration such as PT5S";
        }
        return argument.getType() == String.class ? "text" : "a whole number";
    }

    private Settings settings(ProcessorProperties properties) {
        Integer threads = properties.streamThreads();
        return new Settings(
                properties.permits(),
                PermitsByType.read(properties.permitsByType(), permitsByType(), problems.list()),
                threads == null ? Settings.DEFAULT.streamThreads() : threads,
                properties.standbyReplicas(),
                properties.lease(),
                properties.leaseMargin(),
                properties.agingStep(),
                properties.deduplicationWindow(),
                properties.drainTimeout(),
                properties.commitInterval(),
                properties.sessionTimeout(),
                properties.partitions(),
                properties.replicationFactor(),
                execution(properties));
    }

    private ExecutionSettings execution(ProcessorProperties properties) {
        TypesReader types = new TypesReader(raw, problems.list());
        TypeSettings defaults = types.defaults();
        return new ExecutionSettings(
                types.types(defaults),
                defaults,
                properties.maxResultBytes(),
                properties.stuckAfter(),
                properties.historyRetention());
    }

    private Map<String, String> permitsByType() {
        return raw.verbatim(PermitsByType.SETTING, Set.of());
    }

    private Map<String, String> kafka() {
        Map<String, String> kafka = new HashMap<>();
        raw.dotted(KAFKA)
                .forEach((name, value) ->
                        kafka.put(
                                name,
                                environment
                                        .getPlaceholderResolver()
                                        .resolveRequiredPlaceholders(value)));
        kafka.putIfAbsent(BOOTSTRAP_SERVERS, DEFAULT_BOOTSTRAP_SERVERS);
        return Map.copyOf(kafka);
    }

    private String topicPrefix() {
        String prefix =
                environment.getProperty(TOPIC_PREFIX, String.class).orElse(Topics.DEFAULT_PREFIX);
        try {
            Topics _ = Topics.withPrefix(prefix);
            return prefix;
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Topics.DEFAULT_PREFIX;
        }
    }
}
