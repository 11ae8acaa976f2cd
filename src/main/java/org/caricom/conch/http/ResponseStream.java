package org.caricom.conch.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.OutputStream;

/// A response as a stream: gathers 16 KiB, sends them, waits until the network has taken them.
final class ResponseStream extends OutputStream {
    private static final int PIECE = 16_384;
    private final HttpServerResponse response;
    private Buffer piece = Buffer.buffer(PIECE);

    ResponseStream(HttpServerResponse response) {
        this.response = response;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        piece.appendBytes(bytes, offset, length);
        if (piece.length() >= PIECE) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (piece.length() > 0) {
            Buffer full = piece;
            piece = Buffer.buffer(PIECE);
            Future.await(response.write(full));
        }
    }

    @Override
    public void close() {
        if (!response.ended() && !response.closed()) {
            flush();
            response.end();
        }
    }
}
