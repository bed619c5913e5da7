package dev.strand.processor.settings;

import dev.strand.access.AdvertisedAddress;
import dev.strand.access.SettingProblems;
import dev.strand.access.TypedSettings;
import dev.strand.processor.config.ExecutionSettings;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.config.ProcessorConfig.Settings;
import dev.strand.processor.config.TypeSettings;
import io.micronaut.context.env.Environment;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.type.Argument;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the settings of a processor and notes what is wrong with them. For one use. */
final class ConfigReader {
    private static final String KAFKA = "strand.kafka";
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String DEFAULT_BOOTSTRAP_SERVERS = "localhost:9092";
    private static final int MAX_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final BeanIntrospection<ProcessorProperties> PROPERTIES =
            BeanIntrospection.getIntrospection(ProcessorProperties.class);

    private final Environment environment;
    private final RawSettings raw;
    private final SettingProblems problems;

    ConfigReader(Environment environment, SettingProblems problems) {
        this.environment = environment;
        this.raw = new RawSettings(environment);
        this.problems = problems;
    }

    ProcessorConfig read() {
        refuseUnknown();
        ProcessorProperties properties =
                TypedSettings.read(environment, ProcessorProperties.PREFIX, PROPERTIES, problems);
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
                problems.topicPrefix(environment),
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
}
