package org.symbolon.architecture;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSet;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the product to the {@link Rules}, and the rules to being able to fail. */
final class ArchitectureTest {
    /** Leaves out test classes, which lie in a folder, or in a jar of store-jdbc that tests of other modules use. */
    private static final ImportOption NO_TESTS =
            location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

    private static final JavaClasses PRODUCT =
            new ClassFileImporter().withImportOption(NO_TESTS).importPackages("org.symbolon");

    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("org.symbolon.broken");

    static Stream<Named<ArchRule>> rules() {
        return Stream.of(Rules.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == ArchRule.class)
                .map(field -> Named.of(field.getName(), rule(field)));
    }

    private static ArchRule rule(Field field) {
        return (ArchRule) assertDoesNotThrow(() -> field.get(null));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void product_keepsTheRule(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void classThatBreaksTheRule_isFound(ArchRule rule) {
        assertTrue(rule.evaluate(BROKEN).hasViolation(), rule.getDescription());
    }

    @Test
    void product_isAllThere() {
        Set<String> modules = PRODUCT.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.replaceAll(
                        "^(org\\.symbolon\\.(core|testing|http|cli|demo|console|drm\\.\\w+|store\\.\\w+)).*", "$1"))
                .collect(Collectors.toSet());

        assertEquals(
                ImmutableSet.of(
                        "org.symbolon.core",
                        "org.symbolon.testing",
                        "org.symbolon.drm.widevine",
                        "org.symbolon.drm.fairplay",
                        "org.symbolon.drm.clearkey",
                        "org.symbolon.demo",
                        "org.symbolon.console",
                        "org.symbolon.store.jdbc",
                        "org.symbolon.http",
                        "org.symbolon.cli",
                        "org.symbolon.site"),
                modules);
    }

    @Test
    void everyPackage_isNullMarkedAndSaysWhatItIsFor() {
        Set<String> unmarked = PRODUCT.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> !isNullMarked(name))
                .collect(Collectors.toSet());

        assertEquals(Set.of(), unmarked);
    }

    static Stream<String> packagesOfCore() {
        return PRODUCT.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.matches("org\\.symbolon\\.core(\\..*)?"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("packagesOfCore")
    void packageOfCore_isApiOrSpiOrInternal_andSaysWhich(String name) throws IOException {
        String source = Files.readString(Path.of("../core/src/main/java", name.replace('.', '/'), "package-info.java"));
        Matcher said = Pattern.compile("/\\*\\*[\\s*]*(API|SPI|Internal):").matcher(source);

        assertTrue(said.find(), source);
        assertEquals(kind(name), said.group(1));
    }

    private static String kind(String packageName) {
        if (packageName.contains(".internal.")) {
            return "Internal";
        }
        boolean spi = Rules.SPI_OF_PLUGINS.contains(packageName) || Rules.SPI_OF_STORES.contains(packageName);
        assertTrue(spi != Rules.API.contains(packageName), packageName + " must be in one of the lists");
        return spi ? "SPI" : "API";
    }

    @Test
    void pluginsOfTheFolder_seeEveryPackageOfTheSpi() {
        List<String> shown = StringConstants.of(PRODUCT.get("org.symbolon.core.internal.runtime.PluginFolder"));

        Stream.concat(Rules.SPI_OF_PLUGINS.stream(), Rules.SPI_OF_STORES.stream())
                .map(name -> name.substring("org.symbolon.core.".length()))
                .forEach(name -> assertTrue(shown.contains(name), name));
    }

    @Test
    void noPackage_hasMoreThan25Files() {
        Map<String, Long> sizes = PRODUCT.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().startsWith("Immutable"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        sizes.values().removeIf(size -> size <= 25);

        assertEquals(Map.of(), sizes);
    }

    private static boolean isNullMarked(String packageName) {
        try {
            return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException thereIsNone) {
            return false;
        }
    }
}
