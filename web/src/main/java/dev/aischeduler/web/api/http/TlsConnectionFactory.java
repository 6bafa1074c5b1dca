package dev.aischeduler.web.api.http;

import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Encrypts connections whose end can be watched. */
final class TlsConnectionFactory extends SslConnectionFactory {
  TlsConnectionFactory(SslContextFactory.Server context) {
    super(context, HttpVersion.HTTP_1_1.asString());
  }

  @Override
  protected SslConnection newSslConnection(
      Connector connector, EndPoint endPoint, SSLEngine engine) {
    return new SslConnection(
        connector.getByteBufferPool(),
        connector.getExecutor(),
        getSslContextFactory(),
        endPoint,
        engine,
        isDirectBuffersForDecryption(),
        isDirectBuffersForEncryption()) {
      @Override
      protected SslEndPoint newSslEndPoint() {
        return new TlsEndPoint(this, connector.getExecutor());
      }
    };
  }
}
