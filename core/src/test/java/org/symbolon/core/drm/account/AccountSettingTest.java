package org.symbolon.core.drm.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountSettingTest {
    private static final AccountSetting SHAPE = AccountSetting.builder()
            .name("shape")
            .meaning("The shape")
            .addValues("round", "square")
            .build();
    private static final AccountSetting OPEN = AccountSetting.builder()
            .name("open")
            .meaning("Whether it is open")
            .addValues(AccountSetting.NO, AccountSetting.YES)
            .build();

    @Test
    void value_isTheChosenOne_otherwiseTheFirst() {
        assertEquals("round", AccountSettings.NONE.get(SHAPE));
        assertEquals("square", AccountSettings.of(Map.of("shape", "square")).get(SHAPE));
        assertEquals(
                "round",
                AccountSettings.of(Map.of("shape", "of another release")).get(SHAPE));
        assertFalse(AccountSettings.NONE.isOn(OPEN));
        assertTrue(AccountSettings.of(Map.of("open", "yes")).isOn(OPEN));
    }

    @Test
    void problem_namesTheValues() {
        assertEquals(Optional.empty(), SHAPE.problem("square"));
        assertEquals(Optional.of("must be round or square"), SHAPE.problem(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "a.b", "a b"})
    void nameThatCannotBeWritten_isRefused(String name) {
        AccountSetting.Builder setting = AccountSetting.builder().from(SHAPE).name(name);
        assertThrows(IllegalStateException.class, setting::build);
    }

    @Test
    void settingWithoutAChoice_isRefused() {
        AccountSetting.Builder one =
                AccountSetting.builder().name("shape").meaning("").addValues("round");
        assertThrows(IllegalStateException.class, one::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token", "rights", "Certificate", "a/b", "a1"})
    void documentWithANameThatIsNoPathOfItsOwn_isRefused(String name) {
        PlayerDocument.Builder document = PlayerDocument.builder().name(name);
        assertThrows(IllegalStateException.class, document::build);
    }
}
