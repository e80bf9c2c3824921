package io.globallock.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The arrows between the starter's packages. */
@Timeout(60)
class ArchitectureTests {

    private static final String ROOT = "io.globallock.spring";
    private final JavaClasses starter = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void noCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(starter);
    }

    @Test
    void metersImportNoSpring() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".metrics")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(starter);
    }

    @Test
    void onlyTheWiringKnowsAllParts() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".autoconfigure")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".autoconfigure")
                .check(starter);
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".aop", ROOT + ".actuate", ROOT + ".metrics", ROOT + ".event", ROOT + ".test")
                .check(starter);
        classes()
                .that()
                .resideInAPackage(ROOT + ".aop")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(ROOT + ".actuate", ROOT + ".metrics", ROOT + ".event", ROOT + ".autoconfigure")
                .check(starter);
    }

    @Test
    void annotationsImportNoLock() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".annotation")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.globallock", ROOT)
                .check(starter);
    }

    @Test
    void noAspectJ() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.aspectj..", "org.springframework.aop.aspectj..")
                .check(starter);
    }

    @Test
    void reactorIsTwoTypesBusiness() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Reactive(Locking|Hold)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("reactor..")
                .check(starter);
    }

    @Test
    void jnrIsTheCoresBusiness() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jnr..", "com.kenai..")
                .check(starter);
    }
}
