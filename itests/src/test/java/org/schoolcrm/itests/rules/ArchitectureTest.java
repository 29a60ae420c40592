package org.schoolcrm.itests.rules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/**
 * The arrows of the house. When one of these fails the design has changed: change it on purpose, with an ADR.
 */
class ArchitectureTest {

    private static final String[] CONTRACTS = {"org.schoolcrm..api..", "org.schoolcrm..spi.."};
    private static final String[] PLAIN = {
        "java..",
        "javax.crypto..",
        "org.jspecify..",
        "com.google.errorprone..",
        "org.osgi.annotation..",
        "org.schoolcrm.money",
        "org.schoolcrm.problem"
    };

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("testkit")
                    && !location.contains("acquiring-simulation")
                    && !location.contains("itests"))
            .importPackages("org.schoolcrm");

    @Test
    void contracts_are_plain_java() {
        check(classes()
                .that()
                .resideInAnyPackage(CONTRACTS)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PLAIN).or(resideInAnyPackage(CONTRACTS))));
    }

    @Test
    void cores_know_no_technology() {
        check(classes()
                .that()
                .resideInAPackage("org.schoolcrm..core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PLAIN)
                        .or(resideInAnyPackage(CONTRACTS))
                        .or(resideInAnyPackage("org.slf4j"))
                        .or(resideInAnyPackage("org.schoolcrm..core.."))));
    }

    @Test
    void cores_do_not_know_each_other() {
        check(slices().matching("org.schoolcrm.(*).core..").should().notDependOnEachOther());
    }

    @Test
    void adapters_know_only_their_contract() {
        check(noClasses()
                .that()
                .resideInAnyPackage("org.schoolcrm.acquiring.sandbox..", "org.schoolcrm.channel.email..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.schoolcrm..core..",
                        "org.schoolcrm.persistence..",
                        "org.schoolcrm.rest..",
                        "org.schoolcrm.mailing..")));
    }

    @Test
    void adapters_do_not_know_each_other() {
        check(slices().matching("org.schoolcrm.channel.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAnyPackage("org.schoolcrm.channel.."),
                        resideInAnyPackage("org.schoolcrm.channel.spi..")));
        check(slices().matching("org.schoolcrm.acquiring.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAnyPackage("org.schoolcrm.acquiring.."), resideInAnyPackage(CONTRACTS))
                .ignoreDependency(
                        resideInAnyPackage("org.schoolcrm.acquiring.."),
                        resideInAnyPackage("org.schoolcrm.acquiring.kit")));
    }

    @Test
    void nobody_knows_the_demo_school() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.schoolcrm.host.demo..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.schoolcrm.host.demo..")));
    }

    @Test
    void packages_are_free_of_cycles() {
        check(slices().matching("org.schoolcrm.(**)").should().beFreeOfCycles());
    }

    @Test
    void names_say_something() {
        check(noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Base|Data|Info)"));
    }

    @Test
    void time_comes_from_a_clock() {
        check(noClasses().should().callMethod(Instant.class, "now"));
        check(noClasses().should().callMethod(LocalDate.class, "now"));
        check(noClasses().should().callMethod(LocalDateTime.class, "now"));
        check(noClasses().should().callMethod(ZonedDateTime.class, "now"));
        check(noClasses().should().callMethod(System.class, "currentTimeMillis"));
    }

    /** Preflight speaks before there is a log, and of a password that must not be in one. */
    @Test
    void nobody_prints() {
        var others = noClasses().that().resideOutsideOfPackage("org.schoolcrm.preflight..");
        check(others.should().accessField(System.class, "out"));
        check(others.should().accessField(System.class, "err"));
        check(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void money_is_never_a_fraction() {
        check(noFields().should().haveRawType(double.class));
        check(noFields().should().haveRawType(float.class));
    }

    @Test
    void every_exported_interface_says_who_implements_it() {
        check(classes()
                .that()
                .areInterfaces()
                .and()
                .resideInAnyPackage(CONTRACTS)
                .and()
                .areTopLevelClasses()
                .and(not(simpleNameEndingWith("package-info")))
                .should()
                .beAnnotatedWith("org.osgi.annotation.versioning.ProviderType")
                .orShould()
                .beAnnotatedWith("org.osgi.annotation.versioning.ConsumerType"));
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }
}
