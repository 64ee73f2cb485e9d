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
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the product to the {@link Rules}, and the rules to being able to fail. */
final class ArchitectureTest {
    /** The jar of test classes that other modules' tests use is none of the product's. */
    private static final ImportOption NO_TEST_JARS = location -> !location.contains("-tests.jar");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(NO_TEST_JARS)
            .importPackages("org.symbolon");

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
                .map(name -> name.replaceAll("^(org\\.symbolon\\.(core|http|cli|drm\\.\\w+|store\\.\\w+)).*", "$1"))
                .collect(Collectors.toSet());

        assertEquals(
                ImmutableSet.of(
                        "org.symbolon.core",
                        "org.symbolon.drm.widevine",
                        "org.symbolon.drm.fairplay",
                        "org.symbolon.store.jdbc",
                        "org.symbolon.http",
                        "org.symbolon.cli"),
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

    private static boolean isNullMarked(String packageName) {
        try {
            return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException thereIsNone) {
            return false;
        }
    }
}
