package org.symbolon.cli.base;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.language.Language;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.store.administration.Role;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.record.RecordCursor;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.TokenId;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts arguments to the types of core. No message repeats an argument, which may be a secret. */
public final class Converters {
    /** How the id of a key must look. */
    public static final String KEY_ID = "must be 32 hexadecimal digits, or ^ and 1 to 64 printable ASCII characters";

    private Converters() {}

    /** Registers all converters with a command and its subcommands. */
    public static void register(CommandLine command) {
        command.registerConverter(
                AccountId.class, of(AccountId::parse, "must be a positive number of at most 18 digits"));
        command.registerConverter(
                DrmId.class,
                of(
                        text -> Optional.of(text).filter(DrmId::isValid).map(DrmId::new),
                        "must be 2 to 8 lower-case letters and digits"));
        command.registerConverter(DrmOption.class, of(DrmOption::parse, "must be enabled, disabled or absent"));
        command.registerConverter(Role.class, of(Role::parse, "must be viewer, support, operator or owner"));
        command.registerConverter(Language.class, of(Language::ofTag, "must be en, ko, ja, zh-Hant or sv"));
        command.registerConverter(Environment.class, of(Environment::parse, "must be production or test"));
        command.registerConverter(
                Network.class, of(Network::parse, "must be a network such as 10.20.0.0/16 or 2001:db8::/32"));
        command.registerConverter(RateLimit.class, of(RateLimit::parse, RateLimit.RULE));
        command.registerConverter(RingKeyId.class, of(RingKeyId::parse, "must be 8 hexadecimal digits"));
        command.registerConverter(KeyId.class, of(Converters::keyId, KEY_ID));
        // Picocli's own converter would take host names and ask a name server.
        command.registerConverter(
                InetAddress.class,
                of(
                        text -> Optional.of(text)
                                .filter(InetAddresses::isInetAddress)
                                .map(InetAddresses::forString),
                        "must be an IP address"));
        command.registerConverter(TokenId.class, of(Converters::token, "must be 32 hexadecimal digits"));
        command.registerConverter(Reference.class, of(References::find, "must be 32 hexadecimal digits"));
        command.registerConverter(
                RecordCursor.class, of(RecordCursor::parse, "must be a place that an earlier list ended with"));
        command.registerConverter(
                Duration.class, of(Converters::duration, "must be a duration such as PT10M, and not negative"));
    }

    private static <T> ITypeConverter<T> of(Function<String, Optional<T>> parse, String rule) {
        return text -> parse.apply(text).orElseThrow(() -> new TypeConversionException(rule));
    }

    private static Optional<TokenId> token(String text) {
        return Hex.isHex(text, TokenId.BYTES) ? Optional.of(TokenId.of(Hex.decode(text))) : Optional.empty();
    }

    /** Reads the id of a key in either form; see {@link #KEY_ID}. */
    public static Optional<KeyId> keyId(String text) {
        Parsed<KeyId> kid = KeyId.parse(text);
        return kid.isValid() ? Optional.of(kid.value()) : Optional.empty();
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
