package org.schoolcrm.itests.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.planted.PlantedAcquirer;

/**
 * The direction of every dependency. When one of these fails the design has changed: change it on purpose, with an ADR.
 */
class ArchitectureTest {

    private static final String[] CONTRACTS = {"org.schoolcrm..api..", "org.schoolcrm..spi.."};
    private static final String[] PLAIN = {
        "java..",
        "javax.crypto..",
        "javax.imageio..",
        "org.jspecify..",
        "com.google.errorprone..",
        "org.osgi.annotation..",
        "org.schoolcrm.money",
        "org.schoolcrm.problem"
    };

    /** Every bundle of a bank or a channel: the family, and the name of the adapter. */
    private static final Pattern ADAPTER = Pattern.compile(
            "org\\.schoolcrm\\.(acquiring|channel)\\.(?!(?:api|spi|core|testkit|simulation|kit|account)\\b)((?:(?:sms|whatsapp)\\.)?\\w+).*");

    private static final ArchCondition<JavaClass> KNOW_ONLY_THEIR_CONTRACT =
            new ArchCondition<>("know only their contract") {
                @Override
                public void check(JavaClass adapter, ConditionEvents events) {
                    adapter.getDirectDependenciesFromSelf().stream()
                            .filter(dependency -> !mayKnow(adapter, dependency.getTargetClass()))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(adapter, dependency.getDescription())));
                }
            };

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> Stream.of("testkit", "acquiring-simulation", "itests", "planted")
                    .noneMatch(location::contains))
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
        check(classes()
                .that(describe("are adapters", ArchitectureTest::isAdapter))
                .should(KNOW_ONLY_THEIR_CONTRACT));
    }

    @Test
    void an_adapter_that_knows_more_is_noticed() {
        var planted = new ClassFileImporter().importClasses(PlantedAcquirer.class);

        assertThat(planted).allMatch(ArchitectureTest::isAdapter);
        assertThat(classes().should(KNOW_ONLY_THEIR_CONTRACT).evaluate(planted).hasViolation())
                .isTrue();
    }

    @Test
    void adapters_do_not_know_each_other() {
        check(slices().matching("org.schoolcrm.channel.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAnyPackage("org.schoolcrm.channel.."),
                        resideInAnyPackage(CONTRACTS).or(resideInAnyPackage("org.schoolcrm.channel.kit.."))));
        check(slices().matching("org.schoolcrm.channel.sms.(*)..").should().notDependOnEachOther());
        check(slices().matching("org.schoolcrm.channel.whatsapp.(*)..").should().notDependOnEachOther());
        check(slices().matching("org.schoolcrm.acquiring.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAnyPackage("org.schoolcrm.acquiring.."),
                        resideInAnyPackage(CONTRACTS).or(resideInAnyPackage("org.schoolcrm.acquiring.kit.."))));
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
    void the_importer_serves_any_school() {
        check(classes()
                .that()
                .resideInAPackage("org.schoolcrm.host.importer..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PLAIN)
                        .or(resideInAnyPackage(CONTRACTS))
                        .or(resideInAnyPackage("org.schoolcrm.host.importer..", "de.siegmar.fastcsv.."))));
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

    private static boolean isAdapter(JavaClass type) {
        return ADAPTER.matcher(type.getPackageName()).matches();
    }

    /** The contract of its family, what every bundle may know, and for the sandbox the jobs in which it calls back. */
    private static boolean mayKnow(JavaClass adapter, JavaClass other) {
        var own = ADAPTER.matcher(adapter.getPackageName());
        if (!own.matches()) {
            return false;
        }
        var known = ("org\\.schoolcrm\\."
                        + "(%1$s\\.(api|spi|kit|%2$s)|provider\\.(api|wire|kit)|money|problem|runtime\\.api%3$s)(\\..*)?")
                .formatted(own.group(1), own.group(2), own.group(2).equals("sandbox") ? "|runtime\\.spi" : "");
        return !other.getPackageName().startsWith("org.schoolcrm.")
                || other.getPackageName().matches(known);
    }

    private static void check(ArchRule rule) {
        rule.check(PRODUCT);
    }
}
