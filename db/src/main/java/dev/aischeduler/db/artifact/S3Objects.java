package dev.aischeduler.db.artifact;

import dev.aischeduler.config.Settings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The objects of a bucket by key: what the SDK of S3 is used for. Every call may throw {@link
 * SdkException}; the SDK has then tried three times where that makes sense. Thread-safe.
 */
final class S3Objects {
  /**
   * Larger content is sent in parts of this size, in bytes. The protocol asks for 5 MiB or more.
   */
  static final int PART_BYTES = 8 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final S3Client client;
  private final S3Presigner signer;
  private final String bucket;

  /** The bucket that the settings name; nothing is asked of it yet. */
  S3Objects(Settings.S3 settings) {
    AwsCredentialsProvider credentials =
        settings.accessKey().isEmpty()
            ? DefaultCredentialsProvider.builder().build()
            : StaticCredentialsProvider.create(
                AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    Region region = Region.of(settings.region());
    var client =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            // other stores do not know Amazon's newer checksums
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .forcePathStyle(settings.pathStyle())
            .credentialsProvider(credentials)
            .region(region);
    var signer =
        S3Presigner.builder()
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build())
            .credentialsProvider(credentials)
            .region(region);
    if (!settings.endpoint().isEmpty()) {
      client.endpointOverride(URI.create(settings.endpoint()));
      signer.endpointOverride(URI.create(settings.endpoint()));
    }
    this.client = client.build();
    this.signer = signer.build();
    this.bucket = settings.bucket();
  }

  /** Asks whether the bucket is there and may be used. */
  void check() {
    client.headBucket(request -> request.bucket(bucket));
  }

  /** Stores an object of at most {@link #PART_BYTES}. */
  void put(String key, byte[] content) {
    client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  /**
   * Stores an object of any size, in parts; what was sent of it is removed when that fails.
   *
   * @throws IOException when the file cannot be read
   */
  void put(String key, Path content) throws IOException {
    String upload =
        client.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
    try (InputStream in = Files.newInputStream(content)) {
      List<CompletedPart> parts = new ArrayList<>();
      byte[] bytes = in.readNBytes(PART_BYTES);
      while (bytes.length > 0) {
        int number = parts.size() + 1;
        String tag =
            client
                .uploadPart(
                    request -> request.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                    RequestBody.fromBytes(bytes))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        bytes = in.readNBytes(PART_BYTES);
      }
      client.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .multipartUpload(all -> all.parts(parts)));
    } catch (IOException | SdkException e) {
      abort(key, upload, e);
      throw e;
    }
  }

  private void abort(String key, String upload, Exception failure) {
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Opens an object; the caller closes the stream.
   *
   * @throws software.amazon.awssdk.services.s3.model.NoSuchKeyException when there is none
   */
  InputStream open(String key) {
    return new Download(client.getObject(request -> request.bucket(bucket).key(key)));
  }

  /** Deletes an object if it is there. */
  void delete(String key) {
    client.deleteObject(request -> request.bucket(bucket).key(key));
  }

  /** An address that opens an object without credentials for a while. */
  URI link(String key, String mediaType, String disposition, Duration valid) {
    try {
      return signer
          .presignGetObject(
              signed ->
                  signed
                      .signatureDuration(valid)
                      .getObjectRequest(
                          request ->
                              request
                                  .bucket(bucket)
                                  .key(key)
                                  .responseContentType(mediaType)
                                  .responseContentDisposition(disposition)))
          .url()
          .toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives up the rest when it is closed early, instead of reading it to its end. */
  private static final class Download extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> object;
    private boolean ended;

    Download(ResponseInputStream<GetObjectResponse> object) {
      super(object);
      this.object = object;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      ended |= one < 0;
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      ended |= count < 0;
      return count;
    }

    @Override
    public void close() throws IOException {
      if (!ended) {
        object.abort();
      }
      super.close();
    }
  }
}
