package io.globallock;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between the packages: they point down only. */
@Timeout(120)
class ArchitectureTests {

    private static final String ROOT = "io.globallock..";
    private static final String POSIX = "io.globallock.posix..";
    private static final String MPS = "io.globallock.mps..";
    private static final String[] NATIVE = {"jnr..", "com.kenai.."};

    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(GlobalLock.class.getProtectionDomain().getCodeSource().getLocation());

    private static final ArchRule ONLY_POSIX_CALLS_NATIVE_CODE = noClasses()
            .that()
            .resideOutsideOfPackage(POSIX)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(NATIVE);

    private static final ArchRule SIGNATURES_HAVE_NO_NATIVE_TYPES = noCodeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .areTopLevelClasses()
            .should()
            .haveRawReturnType(resideInAnyPackage(NATIVE))
            .orShould()
            .haveRawParameterTypes(anyElementThat(resideInAnyPackage(NATIVE)));

    private static final ArchRule NAMES_SAY_ROLES =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)");

    @Test
    void theRulesSeeTheLibrary() {
        assertThat(CORE).hasSizeGreaterThan(50).anyMatch(type -> type.isEquivalentTo(GlobalLock.class));
    }

    @Test
    void onlyPosixCallsNativeCode() {
        ONLY_POSIX_CALLS_NATIVE_CODE.check(CORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {POSIX, MPS})
    void theGroundKnowsNoOtherPackageOfTheLibrary(String ground) {
        noClasses()
                .that()
                .resideInAPackage(ground)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT).and(resideOutsideOfPackage(ground)))
                .check(CORE);
    }

    @Test
    void nothingButTheJdkAndTheNativeBindingIsUsed() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT, "java..", "org.jspecify..", NATIVE[0], NATIVE[1])
                .check(CORE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("the library logs through System.Logger")
                .check(CORE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new OneSlicePerPackage())
                .should()
                .beFreeOfCycles()
                .check(CORE);
    }

    private static final class OneSlicePerPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }

    @Test
    void signaturesThatUsersSeeHaveNoNativeTypes() {
        SIGNATURES_HAVE_NO_NATIVE_TYPES.check(CORE);
    }

    @Test
    void namesSayRoles() {
        NAMES_SAY_ROLES.check(CORE);
    }

    @Test
    void aViolationIsFound() {
        assertThat(ONLY_POSIX_CALLS_NATIVE_CODE
                        .evaluate(importOf(PointerUtil.class))
                        .hasViolation())
                .isTrue();
        assertThat(NAMES_SAY_ROLES.evaluate(importOf(PointerUtil.class)).hasViolation())
                .isTrue();
        assertThat(SIGNATURES_HAVE_NO_NATIVE_TYPES
                        .evaluate(importOf(jnr.ffi.Pointer.class))
                        .hasViolation())
                .isTrue();
    }

    private static JavaClasses importOf(Class<?> type) {
        return new ClassFileImporter().importClasses(type);
    }

    /** Breaks two rules on purpose. */
    private record PointerUtil(jnr.ffi.Pointer pointer) {}
}
