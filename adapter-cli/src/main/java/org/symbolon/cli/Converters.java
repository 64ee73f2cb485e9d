package org.symbolon.cli;

import com.google.common.base.Ascii;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.account.Environment;
import org.symbolon.core.account.Network;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.record.Reference;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.token.RingKeyId;
import org.symbolon.core.token.TokenId;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Arguments become values at the edge. The messages repeat nothing of the argument: it may be a secret in the wrong place. */
final class Converters {

    private Converters() {}

    /** Registers all of them with a command and its subcommands. */
    static void register(CommandLine command) {
        command.registerConverter(
                AccountId.class, of(AccountId::parse, "must be a positive number of at most 18 digits"));
        command.registerConverter(DrmId.class, of(Converters::drm, "must be 2 to 8 lower-case letters and digits"));
        command.registerConverter(DrmOption.class, of(DrmOption::parse, "must be enabled, disabled or absent"));
        command.registerConverter(Environment.class, of(Environment::parse, "must be production or test"));
        command.registerConverter(
                Network.class, of(Network::parse, "must be a network such as 10.20.0.0/16 or 2001:db8::/32"));
        command.registerConverter(RingKeyId.class, of(RingKeyId::parse, "must be 8 hexadecimal digits"));
        command.registerConverter(
                KeyId.class,
                of(Converters::kid, "must be 32 hexadecimal digits, or ^ and 1 to 64 printable ASCII characters"));
        command.registerConverter(ExportFormat.class, of(ExportFormat::parse, "must be json or csv"));
        command.registerConverter(InetAddress.class, of(Converters::address, "must be an IP address"));
        command.registerConverter(TokenId.class, of(Converters::token, "must be 32 hexadecimal digits"));
        command.registerConverter(Reference.class, of(Converters::reference, "must be 32 hexadecimal digits"));
        command.registerConverter(LicenseForm.class, of(LicenseForm::parse, "must be raw, form or json"));
        command.registerConverter(
                Duration.class, of(Converters::duration, "must be a length of time such as PT10M, not below zero"));
        command.registerConverter(OutputFormat.class, of(Converters::format, "must be text or json"));
    }

    private static <T> ITypeConverter<T> of(Function<String, Optional<T>> parse, String rule) {
        return text -> parse.apply(text).orElseThrow(() -> new TypeConversionException(rule));
    }

    private static Optional<DrmId> drm(String text) {
        return DrmId.isValid(text) ? Optional.of(new DrmId(text)) : Optional.empty();
    }

    private static Optional<TokenId> token(String text) {
        return Hex.isHex(text, TokenId.BYTES) ? Optional.of(TokenId.of(Hex.decode(text))) : Optional.empty();
    }

    private static Optional<Reference> reference(String text) {
        return Optional.of(Ascii.toLowerCase(text)).filter(Reference::isValid).map(Reference::new);
    }

    private static Optional<KeyId> kid(String text) {
        Parsed<KeyId> kid = KeyId.parse(text);
        return kid.isValid() ? Optional.of(kid.value()) : Optional.empty();
    }

    /** Never asks a name server, as picocli's own converter would. */
    private static Optional<InetAddress> address(String text) {
        return InetAddresses.isInetAddress(text) ? Optional.of(InetAddresses.forString(text)) : Optional.empty();
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<OutputFormat> format(String text) {
        return Arrays.stream(OutputFormat.values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
