package org.symbolon.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;

/**
 * The layering of the product and those house rules that a compiler cannot hold. Each pattern names the product's package and that of the
 * classes which break the rules on purpose, so that one constant is both enforced and proved.
 */
final class Rules {
    private static final String[] CORE = {"org.symbolon.core..", "org.symbolon.broken.core.."};
    private static final String[] PLUGINS = {"org.symbolon.drm..", "org.symbolon.broken.drm.."};
    private static final String[] STORES = {"org.symbolon.store..", "org.symbolon.broken.store.."};
    private static final String[] HTTP = {"org.symbolon.http..", "org.symbolon.broken.http.."};
    private static final String[] CLI = {"org.symbolon.cli..", "org.symbolon.broken.cli.."};

    /** What core, and so everything, may use besides the JDK. */
    private static final DescribedPredicate<JavaClass> LIBRARIES_OF_CORE = resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "com.google.common..",
            "com.google.errorprone.annotations..",
            "org.bouncycastle..",
            "org.immutables..",
            "org.jspecify..",
            "org.slf4j..");

    /** What plug-ins may use besides: a JSON parser, and the JDK's HTTP server for what stands in for a licence service in a demonstration. */
    private static final DescribedPredicate<JavaClass> LIBRARIES_OF_PLUGINS =
            resideInAnyPackage("tools.jackson.core..", "com.sun.net.httpserver..", "javax.security.auth.x500..");

    static final ArchRule CORE_USES_ITS_OWN_LIBRARIES_AND_NOTHING_ELSE = classes()
            .that(resideInAnyPackage(CORE))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(CORE).or(LIBRARIES_OF_CORE))
            .because("every embedder gets what core depends on");

    static final ArchRule PLUGINS_USE_CORE_ALONE = classes()
            .that(resideInAnyPackage(PLUGINS))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(CORE)
                    .or(resideInAnyPackage(PLUGINS))
                    .or(LIBRARIES_OF_CORE)
                    .or(LIBRARIES_OF_PLUGINS))
            .because("a plug-in runs in whatever service its core runs in");

    static final ArchRule PLUGINS_NEVER_SEE_EACH_OTHER = slices().matching("org.symbolon..drm.(*)..")
            .should()
            .notDependOnEachOther()
            .because("each is loaded, replaced and left out on its own");

    static final ArchRule STORES_DO_NOT_KNOW_ADAPTERS_OR_PLUGINS = noClasses()
            .that(resideInAnyPackage(STORES))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage(HTTP).or(resideInAnyPackage(CLI)).or(resideInAnyPackage(PLUGINS)))
            .because("arrows point inwards");

    static final ArchRule ADAPTERS_MEET_PLUGINS_AND_STORES_THROUGH_THE_SERVICE_LOADER = noClasses()
            .that(resideInAnyPackage(HTTP).or(resideInAnyPackage(CLI)))
            .should()
            .dependOnClassesThat(resideInAnyPackage(PLUGINS).or(resideInAnyPackage(STORES)))
            .because("a plug-in in the folder plugins/ is as good as one that is shipped");

    static final ArchRule ADAPTERS_NEVER_SEE_EACH_OTHER = slices().matching("org.symbolon..(http|cli)..")
            .should()
            .notDependOnEachOther()
            .because("each is a program of its own");

    static final ArchRule PACKAGES_OF_CORE_HAVE_NO_CYCLES = slices().matching("org.symbolon..core.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each can be read on its own, from the inside outwards");

    static final ArchRule THE_DOMAIN_IS_TOLD_THE_TIME = noClasses()
            .that(resideInAnyPackage(CORE).or(resideInAnyPackage(PLUGINS)))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("boundaries of time are tested, so the time comes in from outside");

    static final ArchRule THE_DOMAIN_IS_GIVEN_ITS_CHANCE = noClasses()
            .that(resideInAnyPackage(CORE).or(resideInAnyPackage(PLUGINS)))
            .and()
            .haveSimpleNameNotContaining("SymbolonParts")
            .should()
            .callConstructor(SecureRandom.class)
            .because("a source of chance is chosen once, where everything is wired together");

    static final ArchRule NOBODY_INSTALLS_A_SECURITY_PROVIDER = noClasses()
            .should()
            .callMethod(Security.class, "addProvider", Provider.class)
            .because("an embedder's JVM is not ours to change");

    static final ArchRule ONLY_ADAPTERS_WRITE_TO_THE_TERMINAL = noClasses()
            .that(resideInAnyPackage(CORE).or(resideInAnyPackage(PLUGINS)).or(resideInAnyPackage(STORES)))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("a library has no terminal");

    static final ArchRule STATIC_FIELDS_ARE_FINAL =
            fields().that().areStatic().should().beFinal().because("there is no static mutable state");

    static final ArchRule EXCEPTIONS_ARE_UNCHECKED = classes()
            .that(assignableTo(Exception.class))
            .should()
            .beAssignableTo(RuntimeException.class)
            .because("what cannot be handled where it is thrown is handled at the edge");

    private Rules() {}
}
