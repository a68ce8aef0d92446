package dev.wove.examples.postpage;

import dev.wove.examples.postpage.Page.Author;
import dev.wove.examples.postpage.Page.Comment;
import dev.wove.examples.postpage.Page.Post;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;

/** Posts, authors and comments in an H2 database in memory, each query of which takes as long as if it were far away. */
public final class Blog implements AutoCloseable {
    private static final String SCHEMA = """
            CREATE TABLE author (id INT PRIMARY KEY, name VARCHAR NOT NULL);
            CREATE TABLE post (
              id INT PRIMARY KEY,
              author_id INT NOT NULL REFERENCES author,
              title VARCHAR NOT NULL,
              text VARCHAR NOT NULL);
            CREATE TABLE comment (
              id INT PRIMARY KEY,
              post_id INT NOT NULL REFERENCES post,
              by_name VARCHAR NOT NULL,
              text VARCHAR NOT NULL);

            INSERT INTO author VALUES (1, 'Anni'), (2, 'Ada');
            INSERT INTO post VALUES
              (1, 1, 'Line involvements', 'Weaving is the interlacing of two systems of thread.'),
              (2, 2, 'Notes on the engine', 'It weaves algebraical patterns as the loom weaves flowers and leaves.');
            INSERT INTO comment VALUES
              (11, 1, 'Gunta', 'Warp first.'),
              (12, 1, 'Otti', 'Which loom did you use?'),
              (13, 1, 'Benita', 'A thread about threads!'),
              (14, 1, 'Lena', 'I could not put it down.'),
              (15, 1, 'Kitty', 'More pictures, please.'),
              (16, 1, 'Ruth', 'Tried it at home and got a knot.'),
              (17, 1, 'Margaret', 'Second.'),
              (18, 1, 'Michiko', 'Works with wool, too.'),
              (21, 2, 'Charles', 'Which engine?'),
              (22, 2, 'Mary', 'Flowers, leaves and Bernoulli numbers.'),
              (23, 2, 'Joseph', 'My cards, I believe.'),
              (24, 2, 'Luigi', 'Shorter than my article.');

            CREATE ALIAS pause FOR 'dev.wove.examples.postpage.Blog.pause';
            """;

    private final JdbcConnectionPool connections;
    private final long latencyMillis;

    public Blog(Duration latency) throws SQLException {
        connections = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        latencyMillis = latency.toMillis();
        execute(SCHEMA);
    }

    /** Called by the database. */
    public static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    public Post post(int id) throws SQLException {
        var posts = query(
                "SELECT id, author_id, title, text FROM post WHERE id = ?",
                id,
                row -> new Post(row.getInt(1), row.getInt(2), row.getString(3), row.getString(4)));
        if (posts.isEmpty()) {
            throw new NoSuchElementException("There is no post " + id);
        }
        return posts.get(0);
    }

    public Author author(int id) throws SQLException {
        return query("SELECT id, name FROM author WHERE id = ?", id, row -> new Author(row.getInt(1), row.getString(2)))
                .get(0);
    }

    public List<Comment> commentsOf(int postId) throws SQLException {
        return query(
                "SELECT id, by_name, text FROM comment WHERE post_id = ? ORDER BY id",
                postId,
                row -> new Comment(row.getInt(1), row.getString(2), row.getString(3)));
    }

    private <T> List<T> query(String sql, int parameter, RowMapper<T> mapper) throws SQLException {
        try (var connection = connections.getConnection();
                var pause = connection.prepareStatement("CALL pause(?)");
                var statement = connection.prepareStatement(sql)) {
            pause.setLong(1, latencyMillis);
            pause.execute();
            statement.setInt(1, parameter);
            try (var rows = statement.executeQuery()) {
                var values = new ArrayList<T>();
                while (rows.next()) {
                    values.add(mapper.map(rows));
                }
                return values;
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connections.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("SHUTDOWN");
        connections.dispose();
    }

    @FunctionalInterface
    private interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
