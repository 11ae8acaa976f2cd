package org.caricom.conch.cli;

import org.caricom.conch.domain.MemberCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `--member TT`.
final class MemberCodeConverter implements ITypeConverter<MemberCode> {
    @Override
    public MemberCode convert(String text) {
        try {
            return new MemberCode(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
