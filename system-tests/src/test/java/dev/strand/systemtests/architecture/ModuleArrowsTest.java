package dev.strand.systemtests.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleArrowsTest {

    private static final JavaClasses STRAND =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.strand");

    static Stream<String> modules() {
        return ModuleArrows.OF_STRAND.allowed().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldUseOnlyTheModulesItHasAnArrowTo(String module) {
        assertThat(STRAND)
                .as("classes of %s on the class path", module)
                .anyMatch(type -> type.getPackageName().startsWith("dev.strand." + module));

        ModuleArrows.OF_STRAND.ruleFor(module).check(STRAND);
    }

    @Test
    void shouldKeepTheCoreFreeOfEverythingButTheJdk() {
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage("dev.strand.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.strand.core..", "java..", "org.jspecify..")
                .check(STRAND);
    }

    @Test
    void shouldReportAnArrowThatIsNotAllowed() {
        ModuleArrows forbidding = fixture(Set.of());

        assertThat(forbidding.ruleFor("core").evaluate(fixtureClasses()).hasViolation()).isTrue();
    }

    @Test
    void shouldAcceptAnArrowThatIsAllowed() {
        ModuleArrows allowing = fixture(Set.of("shell"));

        assertThatNoException().isThrownBy(() -> allowing.ruleFor("core").check(fixtureClasses()));
    }

    private static ModuleArrows fixture(Set<String> allowedToCore) {
        String root = ModuleArrowsTest.class.getPackageName() + ".fixture";
        return new ModuleArrows(root, Map.of("core", allowedToCore));
    }

    private static JavaClasses fixtureClasses() {
        return new ClassFileImporter()
                .importPackages(ModuleArrowsTest.class.getPackageName() + ".fixture");
    }
}
