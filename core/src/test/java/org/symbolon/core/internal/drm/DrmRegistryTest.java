package org.symbolon.core.internal.drm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Ordering;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.FakeContext;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.FakeDrm.Code;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.drm.account.PlayerDocument;
import org.symbolon.core.drm.simulation.Demo;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.value.DrmId;

class DrmRegistryTest {
    private static final DrmContext CONTEXT = new FakeContext(InstantSource.system());
    private static final FakeDrm ONE = FakeDrm.withKid();
    private static final FakeDrm OTHER = FakeDrm.withoutKid().raising();

    private static DrmRegistry registry(DrmPlugin... plugins) {
        return DrmRegistry.create(List.of(plugins), Set.of(), CONTEXT);
    }

    private static String refusal(DrmPlugin... plugins) {
        return assertThrows(PluginException.class, () -> registry(plugins)).getMessage();
    }

    @Test
    void of_pluginsThatServeTogether_areFoundByTheirIds() {
        DrmRegistry registry = registry(ONE, OTHER);
        assertEquals(
                Set.of(new DrmId("fk"), new DrmId("fn")), registry.catalogue().ids());
        Drm found = registry.find(new DrmId("fk")).orElseThrow();
        assertEquals(ONE.id(), found.id());
        assertEquals(ONE.rules(), found.rules());
        assertEquals(ONE.displayName(), found.displayName());
        assertEquals(Optional.empty(), registry.find(new DrmId("wv")));
        assertThrows(IllegalArgumentException.class, () -> registry.require(new DrmId("wv")));
        assertEquals(2, registry.catalogue().all().size());
    }

    @Test
    void of_twoPluginsWithOneId_areRefusedAndListed() {
        assertEquals(
                "two plug-ins have the id fk; plug-ins found: fk (org.symbolon.core.drm.FakeDrm, interface 3),"
                        + " fk (org.symbolon.core.drm.FakeDrm, interface 3)",
                refusal(ONE, OTHER.named("fk")));
    }

    @Test
    void of_requiredPluginThatIsMissing_isRefused() {
        Set<DrmId> required = Set.of(new DrmId("wv"), new DrmId("fk"));
        PluginException some =
                assertThrows(PluginException.class, () -> DrmRegistry.create(List.of(ONE), required, CONTEXT));
        assertEquals(
                "there is no plug-in for [wv]; plug-ins found: fk (org.symbolon.core.drm.FakeDrm, interface 3)",
                some.getMessage());
        PluginException none = assertThrows(
                PluginException.class, () -> DrmRegistry.create(List.of(), Set.of(new DrmId("wv")), CONTEXT));
        assertEquals("there is no plug-in for [wv]; plug-ins found: none", none.getMessage());
    }

    @Test
    void of_pluginOfAnotherInterfaceVersion_isRefused() {
        for (int version : new int[] {0, 1, 2, 4}) {
            assertTrue(
                    refusal(ONE, OTHER.ofVersion(version))
                            .startsWith(
                                    "org.symbolon.core.drm.FakeDrm was compiled against version " + version
                                            + " of the plug-in interface; this release has version 3; plug-ins found:"
                                            + " org.symbolon.core.drm.FakeDrm (interface 3), org.symbolon.core.drm.FakeDrm (interface "));
        }
    }

    @Test
    void of_numberThatAnotherPluginHas_isRefused() {
        assertTrue(refusal(ONE, OTHER.raising(Code.LEVEL_INVALID)).contains(" have the same number -9004; "));
    }

    @Test
    void of_numberThatCoreHas_isRefused() {
        ErrorCode taken = () -> ErrorDescription.caller(-2005, "Mine", "Never.", "Never mind.");
        String message = refusal(OTHER.raising(taken));
        assertTrue(message.contains("SharedError.INVALID_CONTENT_KEY"), message);
        assertTrue(message.contains("have the same number -2005"), message);
    }

    @Test
    void of_parameterDescribedTwice_isRefused() {
        Parameter<String> kid = Parameter.<String>named("kid")
                .meaning("Another kid")
                .invalid(Code.LEVEL_INVALID)
                .parser(Parsed::valid)
                .build();
        assertTrue(refusal(ONE.reading(FakeDrm.LEVEL, kid)).contains("describes the parameter kid twice"));
        assertTrue(refusal(ONE.reading(FakeDrm.LEVEL, FakeDrm.LEVEL)).contains("the parameter level twice"));
    }

    /** The plug-in with other account settings than its rules need. */
    private static DrmPlugin choosing(FakeDrm plugin, AccountSetting... settings) {
        return (DrmPlugin) Proxy.newProxyInstance(
                DrmRegistryTest.class.getClassLoader(),
                new Class<?>[] {DrmPlugin.class},
                (proxy, method, arguments) -> method.getName().equals("accountSettings")
                        ? ImmutableList.copyOf(settings)
                        : method.invoke(plugin, arguments));
    }

    @Test
    void of_accountSettingDescribedTwice_orNotAtAll_isRefused() {
        AccountSetting open = AccountSetting.builder()
                .name("open")
                .meaning("Whether it is open")
                .addValues("no", "yes")
                .build();
        FakeDrm serving = FakeDrm.of(
                "one",
                rules -> rules.playerDocument(PlayerDocument.builder()
                        .name("sheet")
                        .publicSetting(open)
                        .build()));
        assertTrue(refusal(choosing(serving, open, open)).contains("describes the account setting open twice"));
        assertTrue(refusal(choosing(serving)).contains("does not describe the account setting open"));
    }

    private static FakeDrm creating(Supplier<DrmSystem> system) {
        return ONE.working(created -> system.get());
    }

    @Test
    void create_thatThrows_stopsTheStart_andTheDrmsBeforeItAreClosed() {
        boolean[] closed = {false};
        FakeDrm first = OTHER.working(created -> new FakeDrm.Forwarding(created) {
            @Override
            public void close() {
                closed[0] = true;
            }
        });
        for (Throwable fault : List.of(
                new AssertionError("broken"),
                new NoClassDefFoundError("broken"),
                new StackOverflowError("broken"),
                new IllegalStateException("broken"))) {
            closed[0] = false;
            PluginException refusal = assertThrows(
                    PluginException.class,
                    () -> registry(first, creating(() -> {
                        Throwables.throwIfUnchecked(fault);
                        return null;
                    })));
            assertEquals("the plug-in fk failed in create: " + fault, refusal.getMessage());
            assertSame(fault, refusal.getCause());
            assertTrue(closed[0]);
        }
    }

    @Test
    void create_thatReturnsNull_stopsTheStart() {
        assertEquals("the plug-in fk returned null from create", refusal(creating(() -> null)));
    }

    /** A plug-in whose simulator and demonstration fail. */
    private record Broken(FakeDrm whole, Supplier<Optional<?>> result) implements DrmPlugin {
        @Override
        public int interfaceVersion() {
            return whole.interfaceVersion();
        }

        @Override
        public DrmId id() {
            return whole.id();
        }

        @Override
        public String displayName() {
            return whole.displayName();
        }

        @Override
        public ImmutableList<ErrorCode> errorCodes() {
            return whole.errorCodes();
        }

        @Override
        public DrmRules rules() {
            return whole.rules();
        }

        @Override
        public ImmutableList<Parameter<?>> parameters() {
            return whole.parameters();
        }

        @Override
        public DrmSystem create(DrmContext context) {
            return whole.create(context);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Optional<DeviceSimulator> simulator(DrmContext context) {
            return (Optional<DeviceSimulator>) result.get();
        }

        @Override
        @SuppressWarnings("unchecked")
        public Optional<Demo> startDemo(DrmContext context) {
            return (Optional<Demo>) result.get();
        }
    }

    @Test
    void simulatorAndDemo_thatFail_areNamedWithTheirCause() {
        AssertionError fault = new AssertionError("broken");
        DrmRegistry throwing = registry(new Broken(ONE, () -> {
            throw fault;
        }));
        assertSame(
                fault,
                assertThrows(PluginException.class, () -> throwing.simulator(ONE.id()))
                        .getCause());
        assertEquals(
                "the plug-in fk failed in startDemo: " + fault,
                assertThrows(PluginException.class, () -> throwing.startDemo(ONE.id()))
                        .getMessage());
        DrmRegistry nothing = registry(new Broken(ONE, () -> null));
        assertEquals(
                "the plug-in fk returned null from simulator",
                assertThrows(PluginException.class, () -> nothing.simulator(ONE.id()))
                        .getMessage());
        assertEquals(
                "the plug-in fk returned null from startDemo",
                assertThrows(PluginException.class, () -> nothing.startDemo(ONE.id()))
                        .getMessage());
    }

    @Test
    void errorCodes_areThoseOfCoreAndOfAllPluginsInOrder() {
        List<ErrorCode> codes = registry(ONE, OTHER).catalogue().errorCodes();
        assertEquals(SharedError.values().length + Code.values().length, codes.size());
        assertTrue(Ordering.natural()
                .reverse()
                .isStrictlyOrdered(codes.stream().map(ErrorCode::number).toList()));
    }

    @Test
    void drm_parametersAreTheCommonOnesThenItsOwn() {
        List<String> names = registry(ONE).catalogue().find(ONE.id()).orElseThrow().parameters().stream()
                .map(Parameter::name)
                .toList();
        assertEquals(
                List.of(
                        "customerAuthenticator",
                        "errorFormat",
                        "generalFlags",
                        "kek",
                        "kid",
                        "ek",
                        "contentKey",
                        "expirationTime",
                        "cookie",
                        "deviceId",
                        "level"),
                names);
    }

    @Test
    void commonParameters_secretsKeysAndKeyIdsHaveNoDefault() {
        List<String> defaultable = registry(ONE).catalogue().find(ONE.id()).orElseThrow().parameters().stream()
                .filter(Parameter::defaultable)
                .map(Parameter::name)
                .toList();
        assertEquals(List.of("generalFlags", "expirationTime", "cookie", "level"), defaultable);
    }

    @Test
    void rules_kidBesideAWrappedKey_isAllowedWhereKidIsRequired() {
        assertTrue(FakeDrm.withKid().rules().kidBesideWrappedKey());
        assertEquals(false, FakeDrm.withoutKid().rules().kidBesideWrappedKey());
    }
}
