package dev.strand.systemtests.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which module may use which. A module is the package of its name under {@code root}; an arrow says
 * that the classes of one may use those of another.
 *
 * @param root the package that all modules live in
 * @param allowed the modules that each module may use, besides itself
 */
record ModuleArrows(String root, Map<String, Set<String>> allowed) {

    /** The arrows of Strand. The modules that nothing depends on may use everything. */
    static final ModuleArrows OF_STRAND =
            new ModuleArrows(
                    "dev.strand",
                    Map.ofEntries(
                            Map.entry("core", Set.of()),
                            Map.entry("schemas", Set.of("core")),
                            Map.entry("access", Set.of("core", "schemas")),
                            Map.entry("tracing", Set.of()),
                            Map.entry("client", Set.of()),
                            Map.entry("handler", Set.of()),
                            Map.entry("handlers", Set.of("handler")),
                            Map.entry(
                                    "processor",
                                    Set.of("core", "schemas", "access", "tracing", "handler")),
                            Map.entry("ingest", Set.of("core", "schemas", "access", "tracing")),
                            Map.entry("status", Set.of("core", "schemas", "access")),
                            Map.entry("testing", Set.of("core", "schemas")),
                            Map.entry(
                                    "quickstart",
                                    Set.of(
                                            "core",
                                            "schemas",
                                            "access",
                                            "tracing",
                                            "handler",
                                            "handlers",
                                            "processor",
                                            "ingest",
                                            "status",
                                            "testing"))));

    /** Holds when the classes of {@code module} use no module that they have no arrow to. */
    ArchRule ruleFor(String module) {
        String[] permitted =
                Stream.concat(Stream.of(module), arrowsFrom(module).stream())
                        .map(this::classesOf)
                        .toArray(String[]::new);
        return ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(classesOf(module))
                .should()
                .dependOnClassesThat(isOursButOutside(permitted))
                .because("%s may use only %s".formatted(module, arrowsFrom(module)));
    }

    String classesOf(String module) {
        return root + "." + module + "..";
    }

    private Set<String> arrowsFrom(String module) {
        Set<String> arrows = allowed.get(module);
        if (arrows == null) {
            throw new IllegalArgumentException(
                    "module must be one of %s, got: %s".formatted(allowed.keySet(), module));
        }
        return arrows;
    }

    private DescribedPredicate<JavaClass> isOursButOutside(String[] permitted) {
        return JavaClass.Predicates.resideInAPackage(root + "..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(permitted)))
                .as("belong to a module outside %s", Arrays.toString(permitted));
    }
}
