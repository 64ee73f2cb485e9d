package org.symbolon.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.common.collect.ImmutableSet;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The layering of the product and those house rules that a compiler cannot hold. Each pattern names the product's
 * package and that of the classes which break the rules on purpose, so that one constant is both enforced and proved.
 */
final class Rules {
    private static final String[] CORE = {"org.symbolon.core..", "org.symbolon.broken.core.."};
    private static final String[] PLUGINS = {"org.symbolon.drm..", "org.symbolon.broken.drm.."};
    private static final String[] STORES = {"org.symbolon.store..", "org.symbolon.broken.store.."};
    private static final String[] HTTP = {"org.symbolon.http..", "org.symbolon.broken.http.."};
    private static final String[] CLI = {"org.symbolon.cli..", "org.symbolon.broken.cli.."};

    /**
     * The ids and names of the DRMs that are shipped. Ids are whole constants, names may be part of one or of a class's
     * name.
     */
    private static final Pattern DRM = Pattern.compile("wv|fp|ck|(?is:.*(widevine|fairplay|clearkey).*)");

    private static final ArchCondition<JavaClass> NAME_A_DRM = new ArchCondition<>("name a DRM") {
        @Override
        public void check(JavaClass item, ConditionEvents events) {
            Stream.concat(Stream.of(item.getName()), StringConstants.of(item).stream())
                    .filter(text -> DRM.matcher(text).matches())
                    .forEach(text -> events.add(SimpleConditionEvent.satisfied(item, item.getName() + ": " + text)));
        }
    };

    /** The SPI packages of core for authors of plug-ins. */
    static final ImmutableSet<String> SPI_OF_PLUGINS = ofCore(
            "diagnosis",
            "drm",
            "drm.account",
            "drm.credential",
            "drm.simulation",
            "error",
            "language",
            "parameter",
            "settings",
            "value");

    /** The SPI packages of core for authors of stores, who may use those of plug-ins too. */
    static final ImmutableSet<String> SPI_OF_STORES = ofCore(
            "store",
            "store.account",
            "store.administration",
            "store.credential",
            "store.key",
            "store.keyring",
            "store.record");

    /** The API packages of core. */
    static final ImmutableSet<String> API = ImmutableSet.<String>builder()
            .add("org.symbolon.core")
            .addAll(ofCore("account", "administration", "catalogue", "issue", "keystore", "redeem", "store.memory"))
            .build();

    /** What core, and so everything, may use besides the JDK. */
    private static final DescribedPredicate<JavaClass> LIBRARIES_OF_CORE = resideInAnyPackage(
            "java..",
            "javax.annotation.processing..",
            "javax.crypto..",
            "com.google.common..",
            "com.google.errorprone.annotations..",
            "org.immutables..",
            "org.jspecify..",
            "org.slf4j..");

    /**
     * What plug-ins may use besides: JSON, certificates, and the JDK's HTTP server for what replaces a licence service
     * in a demonstration.
     */
    private static final DescribedPredicate<JavaClass> LIBRARIES_OF_PLUGINS = resideInAnyPackage(
            "tools.jackson.core..", "org.bouncycastle..", "com.sun.net.httpserver..", "javax.security.auth.x500..");

    private static ImmutableSet<String> ofCore(String... names) {
        return Stream.of(names).map(name -> "org.symbolon.core." + name).collect(ImmutableSet.toImmutableSet());
    }

    /** The packages with exactly these names; sub-packages are not among them. */
    private static DescribedPredicate<JavaClass> resideIn(Set<String> packages) {
        return resideInAnyPackage(packages.toArray(String[]::new));
    }

    static final ArchRule CORE_USES_ITS_OWN_LIBRARIES_AND_NOTHING_ELSE = classes()
            .that(resideInAnyPackage(CORE))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(CORE).or(LIBRARIES_OF_CORE))
            .because("every embedder gets what core depends on");

    static final ArchRule INTERNAL_PACKAGES_ARE_USED_BY_CORE_ALONE = noClasses()
            .that(not(resideInAnyPackage("org.symbolon.core..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.symbolon.core.internal.."))
            .because("what is internal changes without notice");

    static final ArchRule SPI_AND_API_DO_NOT_SHOW_INTERNAL_TYPES_TO_PLUGINS_AND_STORES = noClasses()
            .that(resideIn(SPI_OF_PLUGINS)
                    .or(resideIn(SPI_OF_STORES))
                    .or(resideInAnyPackage("org.symbolon.broken.core.spi")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.symbolon.core.internal.."))
            .because("an SPI that needs internal types cannot be used without them");

    static final ArchRule PLUGINS_USE_THEIR_SPI_ALONE = classes()
            .that(resideInAnyPackage(PLUGINS))
            .should()
            .onlyDependOnClassesThat(resideIn(SPI_OF_PLUGINS)
                    .or(resideInAnyPackage(PLUGINS))
                    .or(LIBRARIES_OF_CORE)
                    .or(LIBRARIES_OF_PLUGINS))
            .because("a plug-in from the folder sees nothing else");

    static final ArchRule STORES_USE_THEIR_SPI_ALONE = noClasses()
            .that(resideInAnyPackage(STORES))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.symbolon.core..")
                    .and(not(resideIn(SPI_OF_PLUGINS)))
                    .and(not(resideIn(SPI_OF_STORES))))
            .because("a store from the folder sees nothing else");

    static final ArchRule NO_NAME_OF_A_DRM_IN_CORE_STORES_AND_ADAPTERS = noClasses()
            .that(resideInAnyPackage(CORE)
                    .or(resideInAnyPackage(STORES))
                    .or(resideInAnyPackage(HTTP))
                    .or(resideInAnyPackage(CLI)))
            .should(NAME_A_DRM)
            .because("a DRM is added by a jar, without a change of core or adapters");

    static final ArchRule PLUGINS_NEVER_SEE_EACH_OTHER = slices().matching("org.symbolon.[drm|broken.drm].(*)..")
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

    static final ArchRule PACKAGES_OF_CORE_HAVE_NO_CYCLES = slices().matching("org.symbolon..core.(**)")
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
            .haveSimpleNameNotContaining("SymbolonBuilder")
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
